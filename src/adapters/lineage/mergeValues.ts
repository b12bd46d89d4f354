import type { Doubt, Missing } from '../../core/model/lineage.ts';
import { compareText } from './compareText.ts';
import { MAX_VALUES, type FlatValue } from './flattenValues.ts';
import { metricText, type ValueKind, type ValuePart } from './valuePart.ts';

/** Values of all parts under one name each. */
export interface MergedValues {
  /** Sorted by name, at most {@link MAX_VALUES}. */
  readonly values: readonly FlatValue[];
  readonly doubts: readonly Doubt[];
  readonly missing: readonly Missing[];
}

/** Characters that the text of a metric may have. */
const MAX_METRIC = 1024;

/** Joins the parts: the first that has a name wins, and a later one that says otherwise is named in a doubt. */
export function mergeValues(kind: ValueKind, parts: readonly ValuePart[]): MergedValues {
  const taken = new Map<string, { readonly value: FlatValue; readonly path: string }>();
  const doubts: Doubt[] = [];
  const missing: Missing[] = [];
  let cut = false;
  for (const part of parts) {
    const conflicts: FlatValue[] = [];
    for (const value of usable(kind, part)) {
      const before = taken.get(value.name);
      if (before !== undefined) {
        if (!same(before.value, value) && !before.path.endsWith('dvc.lock')) conflicts.push(value);
      } else if (taken.size < MAX_VALUES) {
        taken.set(value.name, { value, path: part.path });
      } else {
        cut = true;
      }
    }
    if (conflicts.length > 0) doubts.push(conflict(kind, part, conflicts, taken));
    missing.push(...leftOut(kind, part));
    cut ||= part.flat.cut;
  }
  if (cut) missing.push({ code: `${kind}.tooMany`, fact: kind, message: `Only the first ${MAX_VALUES} ${kind} were taken.` });
  const values = [...taken.values()].map(({ value }) => value).sort((left, right) => compareText(left.name, right.name));
  return { values, doubts, missing };
}

function usable(kind: ValueKind, part: ValuePart): readonly FlatValue[] {
  if (kind === 'params') return part.flat.values;
  return part.flat.values.flatMap((value): readonly FlatValue[] => {
    const written = metricText(value);
    return written === undefined || written.length > MAX_METRIC ? [] : [{ ...value, value: written }];
  });
}

function same(left: FlatValue, right: FlatValue): boolean {
  if (left.value === right.value) return true;
  const numbers = [left, right].every(({ type }) => type === 'int' || type === 'float');
  return numbers && Number(left.value) === Number(right.value);
}

function conflict(kind: ValueKind, part: ValuePart, values: readonly FlatValue[], taken: ReadonlyMap<string, { readonly value: FlatValue; readonly path: string }>): Doubt {
  const first = values[0] as FlatValue;
  const winner = taken.get(first.name);
  const more = values.length > 1 ? ` (and ${values.length - 1} more)` : '';
  const message = `${part.path} says ${short(first.name)} ${short(first.value)}, ${winner?.path ?? ''} says ${short(winner?.value.value ?? '')}${more}; the latter was taken.`;
  return { code: `${kind}.conflict`, fact: kind, message };
}

function leftOut(kind: ValueKind, part: ValuePart): readonly Missing[] {
  const { values } = part.flat;
  const long = kind === 'params' ? [] : values.filter((value) => (metricText(value)?.length ?? 0) > MAX_METRIC);
  const tooLong = [...part.flat.tooLong, ...long.map(({ name }) => name)];
  const missing: Missing[] = [];
  if (tooLong.length > 0) missing.push({ code: `${kind}.tooLong`, fact: kind, message: `${part.path}: ${tooLong.slice(0, 3).map(short).join(', ')} too long to record.` });
  const numbers = kind === 'params' || values.some((value) => metricText(value) !== undefined);
  if (!numbers) {
    const names = values.slice(0, 3).map((value) => short(value.name));
    missing.push({ code: 'metrics.noNumbers', fact: kind, message: `${part.path} holds no number${names.length === 0 ? '' : ` (${names.join(', ')} …)`}.` });
  } else if (values.length === 0 && tooLong.length === 0) {
    missing.push({ code: `${kind}.empty`, fact: kind, message: `${part.path} holds no values.` });
  }
  return missing;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
