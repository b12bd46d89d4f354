import type { Doubt } from '../../core/model/lineage.ts';
import type { CaptureContext } from '../../core/ports/collector.ts';
import { findDvcStage } from './findDvcStage.ts';
import { MAX_VALUES, type FlatValue } from './flattenValues.ts';
import type { ValuePart } from './valuePart.ts';
import { workspaceName } from './workspaceName.ts';

/**
 * Puts what `dvc.lock` recorded for the stage that made the artifact before the params of the files: the files may have
 * been edited since. A file whose params the stage used unchanged is known from the producer.
 */
export async function applyDvcParams(context: CaptureContext, parts: readonly ValuePart[]): Promise<{ readonly parts: readonly ValuePart[]; readonly doubts: readonly Doubt[] }> {
  const { stage } = await findDvcStage(context);
  if (stage === undefined || stage.params.length === 0) return { parts, doubts: [] };
  const lock = workspaceName(context.root, stage.lock);
  const doubts: Doubt[] = [];
  const recorded: FlatValue[] = [];
  const confirmed = new Set<string>();
  for (const { absolute, values } of stage.params) {
    const path = workspaceName(context.root, absolute).name;
    const file = parts.find((part) => part.path === path);
    const changed = file === undefined ? values : values.filter((value) => differs(value, file));
    if (file !== undefined && changed.length === 0) confirmed.add(path);
    else recorded.push(...values);
    const stale = file === undefined ? [] : changed.filter((value) => has(file, value.name));
    if (stale.length > 0) doubts.push({ code: 'params.dvcDiffers', fact: 'params', message: sentence(path, lock.name, stage.name, stale, file) });
  }
  const kept = parts.map((part): ValuePart => (confirmed.has(part.path) && part.basis !== 'run' ? { ...part, basis: 'producer' } : part));
  if (recorded.length === 0) return { parts: kept, doubts };
  const part: ValuePart = {
    path: lock.name,
    ...(lock.outside ? { place: stage.lock } : {}),
    basis: 'producer',
    key: `stages.${stage.name}.params`.slice(0, 4096),
    sha256: stage.lockSha256,
    flat: { values: recorded.slice(0, MAX_VALUES), tooLong: [], cut: recorded.length > MAX_VALUES },
  };
  return { parts: [part, ...kept], doubts };
}

function has(part: ValuePart, name: string): boolean {
  return part.flat.values.some((value) => value.name === name);
}

/** DVC writes numbers anew (`0.10` becomes `0.1`), so numbers are compared by value. */
function differs(value: FlatValue, part: ValuePart): boolean {
  const other = part.flat.values.find((one) => one.name === value.name);
  if (other === undefined) return part.key === undefined || value.name === part.key || value.name.startsWith(`${part.key}.`);
  return other.value !== value.value && !(isNumber(other) && isNumber(value) && Number(other.value) === Number(value.value));
}

function isNumber(value: FlatValue): boolean {
  return value.type === 'int' || value.type === 'float';
}

function sentence(path: string, lock: string, stage: string, changed: readonly FlatValue[], file: ValuePart | undefined): string {
  const first = changed[0] as FlatValue;
  const now = file?.flat.values.find((value) => value.name === first.name)?.value ?? '';
  const more = changed.length > 1 ? ` and ${changed.length - 1} more` : '';
  return `${path} now says ${short(first.name)} ${short(now)}${more}, but ${lock} recorded ${short(first.value)} for stage ${short(stage)}.`;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
