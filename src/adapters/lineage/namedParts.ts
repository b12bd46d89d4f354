import { isAbsolute, resolve } from 'node:path';
import { stat } from 'node:fs/promises';
import { RegistryError } from '../../core/errors.ts';
import type { Doubt } from '../../core/model/lineage.ts';
import type { CaptureContext } from '../../core/ports/collector.ts';
import { partOfFile } from './partOfFile.ts';
import { ageDoubts } from './valueAge.ts';
import { isValueProblem, readValueFile, type ValueFile } from './valueFile.ts';
import { descend } from './valueNode.ts';
import type { ValueKind, ValuePart, ValueParts } from './valuePart.ts';

/** `file` or `file:dotted.key`, told apart by what exists. */
interface NamedFile {
  readonly spec: string;
  readonly absolute: string;
  readonly key?: string;
}

/**
 * Files that flags name, else those of `modelkeep.json`; undefined when neither names any.
 * @throws RegistryError file.unreadable when one cannot be read, is malformed, or lacks its key
 */
export async function namedParts(context: CaptureContext, kind: ValueKind): Promise<ValueParts | undefined> {
  const given = context.options[kind];
  const specs = given.length > 0 ? given : context.model[kind];
  if (specs.length === 0) return undefined;
  const base = given.length > 0 ? context.options.cwd : context.root;
  const parts: ValuePart[] = [];
  const doubts: Doubt[] = [];
  for (const spec of specs) {
    const named = await resolveSpec(base, spec);
    const file = await readNamed(named, kind);
    const part = partOfFile(context, kind, file, named.key);
    parts.push(part);
    doubts.push(...ageDoubts(context, kind, file, part));
  }
  return { parts, doubts, missing: [] };
}

/**
 * Reads named files only to see that they can be read; those that `but` picks out are passed over.
 * @throws RegistryError file.unreadable, as {@link namedParts}
 */
export async function requireNamed(base: string, specs: readonly string[], kind: ValueKind, but: (absolute: string) => boolean): Promise<void> {
  for (const spec of specs) {
    const named = await resolveSpec(base, spec);
    if (!but(named.absolute)) await readNamed(named, kind);
  }
}

async function resolveSpec(base: string, spec: string): Promise<NamedFile> {
  const whole = isAbsolute(spec) ? spec : resolve(base, spec);
  const colon = spec.lastIndexOf(':');
  if (colon <= 1 || (await exists(whole))) return { spec, absolute: whole };
  return { spec, absolute: resolve(base, spec.slice(0, colon)), key: spec.slice(colon + 1) };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function readNamed(named: NamedFile, kind: ValueKind): Promise<ValueFile> {
  const file = await readValueFile(named.absolute);
  if (isValueProblem(file)) {
    throw unusable(named, kind, file.reason);
  }
  if (file.node.kind === 'scalar') throw unusable(named, kind, 'it holds no names and values');
  if (named.key !== undefined && descend(file.node, named.key) === undefined) throw unusable(named, kind, `it has no key ${named.key}`);
  return file;
}

function unusable(named: NamedFile, kind: ValueKind, reason: string): RegistryError {
  return new RegistryError('file.unreadable', `Cannot read ${kind} from ${named.spec}: ${reason}.`, {
    hint: `Name a JSON, YAML or TOML file with --${kind}, or correct "${kind}" in modelkeep.json.`,
    details: { path: named.absolute, kind },
  });
}
