import type { Lineage } from '../model/lineage.ts';
import type { Side } from './sectionChanges.ts';
import type { SectionState, SectionSummary, Unknown } from './versionDiff.ts';

/** Kinds of change that leave the meaning as it was. */
const EQUAL: ReadonlySet<string> = new Set(['same', 'rewritten']);

/** Gaps that leave the fact itself known: only the list, or a second opinion, was not kept. They stand under the doubts. */
const ASIDE: ReadonlySet<string> = new Set(['data.listingTooLarge', 'data.dvcNotCompared']);

/** Counts of changes by kind. */
export function countChanges(entries: readonly { readonly change: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { change } of entries) counts.set(change, (counts.get(change) ?? 0) + 1);
  return counts;
}

/** Sums a section up. */
export function summarise(counts: ReadonlyMap<string, number>, unknown: readonly Unknown[]): SectionSummary {
  let [total, differs] = [0, 0];
  for (const [change, count] of counts) {
    total += count;
    if (change !== 'unknown' && !EQUAL.has(change)) differs += count;
  }
  return { state: stateOf(total, differs, (counts.get('unknown') ?? 0) + unknown.length), total, differs, counts: Object.fromEntries([...counts].filter(([, count]) => count > 0)), unknown };
}

function stateOf(total: number, differs: number, unknown: number): SectionState {
  if (differs > 0) return 'changed';
  if (unknown > 0) return 'unknown';
  return total === 0 ? 'none' : 'same';
}

/** What the records say was not captured of a fact, on either side. */
export function gapsOf(fact: string, from: Lineage, to: Lineage): readonly Unknown[] {
  const of = (side: Side, { missing }: Lineage): Unknown[] => missing.filter((gap) => gap.fact === fact && !ASIDE.has(gap.code)).map(({ code, message }) => ({ side, code, message }));
  return [...of('from', from), ...of('to', to)];
}

/** The change of an entry that only one side has: nothing can be said when the other side has gaps. */
export function oneSided(present: Side, gaps: readonly Unknown[]): 'added' | 'removed' | 'unknown' {
  const other = present === 'from' ? 'to' : 'from';
  if (gaps.some(({ side }) => side === other)) return 'unknown';
  return present === 'from' ? 'removed' : 'added';
}
