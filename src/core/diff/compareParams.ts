import type { Param } from '../model/record.ts';
import { formatSigned, parseDecimal, subtractDecimals } from '../text/decimal.ts';
import { type Pair, pairByKey } from './pairByKey.ts';
import type { ParamChange, ParamValue } from './sectionChanges.ts';
import { countChanges, oneSided, summarise } from './sectionSummary.ts';
import type { Compared, Unknown } from './versionDiff.ts';

/** Compares params by name, with their types. */
export function compareParams(from: readonly Param[], to: readonly Param[], gaps: readonly Unknown[]): Compared<readonly ParamChange[]> {
  const entries = pairByKey(from, to, ({ name }) => name).map((pair) => compareParam(pair, gaps));
  return { entries, summary: summarise(countChanges(entries), gaps) };
}

function compareParam({ key: name, from, to }: Pair<Param>, gaps: readonly Unknown[]): ParamChange {
  if (from === undefined || to === undefined) {
    return { name, ...(from === undefined ? {} : { from: valueOf(from) }), ...(to === undefined ? {} : { to: valueOf(to) }), change: oneSided(from === undefined ? 'to' : 'from', gaps) };
  }
  const sides = { name, from: valueOf(from), to: valueOf(to) };
  if (from.type === to.type && from.value === to.value) return { ...sides, change: 'same' };
  const difference = numericDifference(from, to);
  const equal = from.value === to.value || difference === 0 || sameWord(from, to);
  if (equal) return { ...sides, change: from.type === to.type ? 'rewritten' : 'retyped' };
  return typeof difference === 'string' ? { ...sides, change: 'changed', difference } : { ...sides, change: 'changed' };
}

function valueOf({ type, value }: Param): ParamValue {
  return { type, value };
}

/** The difference of two numbers, 0 when they are equal; undefined when one is a text or no finite number. */
function numericDifference(from: Param, to: Param): string | 0 | undefined {
  if (!isNumber(from) || !isNumber(to)) return undefined;
  const [before, after] = [parseDecimal(from.value), parseDecimal(to.value)];
  if (before === undefined || after === undefined) return undefined;
  const difference = subtractDecimals(after, before);
  return difference.coefficient === 0n ? 0 : formatSigned(difference);
}

function isNumber({ type }: Param): boolean {
  return type === 'int' || type === 'float';
}

/** `True` and `true`, `~` and `null`: files spell them differently. */
function sameWord(from: Param, to: Param): boolean {
  if (from.type !== to.type) return false;
  return from.type === 'null' || (from.type === 'bool' && from.value.toLowerCase() === to.value.toLowerCase());
}
