import type { ValueChange } from './sectionChanges.ts';
import { oneSided } from './sectionSummary.ts';
import type { Unknown } from './versionDiff.ts';

/** Compares a value that either side may have; undefined on both sides is the same nothing. */
export function compareValue(from: string | undefined, to: string | undefined, gaps: readonly Unknown[]): ValueChange {
  if (from === undefined && to === undefined) return { change: gaps.length > 0 ? 'unknown' : 'same' };
  if (from === undefined) return { change: oneSided('to', gaps), ...(to === undefined ? {} : { to }) };
  if (to === undefined) return { change: oneSided('from', gaps), from };
  return { change: from === to ? 'same' : 'changed', from, to };
}
