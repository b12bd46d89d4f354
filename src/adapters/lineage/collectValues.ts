import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BASES, type Missing, type ValueSource } from '../../core/model/lineage.ts';
import type { CaptureContext, Finding } from '../../core/ports/collector.ts';
import { applyDvcParams } from './dvcParams.ts';
import { conventionalParts } from './conventionalParts.ts';
import { mergeValues, type MergedValues } from './mergeValues.ts';
import { namedParts } from './namedParts.ts';
import { trackedParts } from './trackedParts.ts';
import { withoutSecrets } from './withoutSecrets.ts';
import type { ValueKind, ValuePart, ValueParts } from './valuePart.ts';

/** What the parts of one kind give, merged, with all that goes beside it in a finding. */
export interface CollectedValues {
  readonly merged: MergedValues;
  readonly sources: readonly ValueSource[];
  readonly rest: Pick<Finding, 'doubts' | 'missing' | 'objects' | 'places' | 'facts'>;
}

const MAX_SOURCES = 256;

/**
 * Params or metrics: files that are named, else those found by convention, by the run of an experiment tracker and by
 * `dvc.lock`, the strongest basis first.
 * @throws RegistryError file.unreadable for a named file
 */
export async function collectValues(context: CaptureContext, kind: ValueKind): Promise<CollectedValues> {
  const found = (await namedParts(context, kind)) ?? (await discoveredParts(context, kind));
  const dvc = kind === 'params' ? await applyDvcParams(context, found.parts) : { parts: found.parts, doubts: [] };
  const parts = dvc.parts.slice(0, MAX_SOURCES);
  const joined = mergeValues(kind, parts);
  const open = kind === 'metrics' || context.options.allowSecret ? { values: joined.values, missing: [] } : withoutSecrets(joined.values);
  const merged = { ...joined, values: open.values, missing: [...joined.missing, ...open.missing] };
  const places = parts.flatMap((part) => (part.place === undefined ? [] : [{ name: part.path, path: part.place }]));
  return {
    merged,
    sources: parts.map(sourceOf),
    rest: {
      doubts: [...found.doubts.filter((doubt) => !confirmedByDvc(doubt.code, parts)), ...dvc.doubts, ...merged.doubts],
      missing: orNone(context, kind, parts, [...found.missing, ...merged.missing]),
      objects: parts.flatMap((part) => (part.history === undefined ? [] : [part.history])),
      places,
      facts: parts.find((part) => part.facts !== undefined)?.facts ?? [],
    },
  };
}

/** A checkout rewrites file times: params that the producer confirms are not in doubt for being newer. */
function confirmedByDvc(code: string, parts: readonly ValuePart[]): boolean {
  return code === 'params.newer' && parts.every((part) => part.basis === 'producer' || part.basis === 'run');
}

/** Finding nothing at all is a gap too. */
function orNone(context: CaptureContext, kind: ValueKind, parts: readonly ValuePart[], missing: readonly Missing[]): readonly Missing[] {
  if (parts.length > 0 || missing.length > 0) return missing;
  return [{ code: `${kind}.none`, fact: kind, message: `No file with ${kind} was named or found beside the model.${inRoot(context, kind)}` }];
}

async function discoveredParts(context: CaptureContext, kind: ValueKind): Promise<ValueParts> {
  const conventional = await conventionalParts(context, kind);
  const tracked = await trackedParts(context, kind);
  const parts = [...conventional.parts, ...tracked.parts].sort((left, right) => BASES.indexOf(left.basis) - BASES.indexOf(right.basis));
  const missing = [...conventional.missing, ...(conventional.parts.length > 0 ? [] : tracked.missing)];
  return { parts, doubts: [...conventional.doubts, ...tracked.doubts], missing };
}

function sourceOf(part: ValuePart): ValueSource {
  const history = part.history;
  return {
    path: part.path,
    basis: part.basis,
    ...(part.key === undefined ? {} : { key: part.key }),
    sha256: part.sha256,
    ...(history === undefined ? {} : { history: { sha256: createHash('sha256').update(history).digest('hex'), size: history.length } }),
  };
}

/** The usual layout has such a file in the project's root, where it belongs to no model until somebody says so. */
function inRoot(context: CaptureContext, kind: ValueKind): string {
  const names = { params: ['params.yaml', 'params.json', 'params.toml'], metrics: ['metrics.json'] }[kind];
  const found = names.find((name) => existsSync(join(context.root, name)));
  return found === undefined ? '' : ` ${found} in the project's root is taken when it is named: --${kind} ${found}, or "${kind}" in modelkeep.json.`;
}
