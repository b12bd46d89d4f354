import type { WithdrawnCount } from '../../core/ports/catalogueReader.ts';

/** Withdrawn versions, summed up by model or by branch. */
export function withdrawnBy(counts: readonly WithdrawnCount[], key: (count: WithdrawnCount) => string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const one of counts) sums.set(key(one), (sums.get(key(one)) ?? 0) + one.count);
  return sums;
}

/** Versions that stand, and the withdrawn ones apart, of all that were committed. */
export function countsOf(committed: number, withdrawn = 0): { readonly versions: number; readonly withdrawn?: number } {
  return { versions: committed - withdrawn, ...(withdrawn === 0 ? {} : { withdrawn }) };
}
