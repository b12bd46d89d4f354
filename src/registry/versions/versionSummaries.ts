import type { VersionRow } from '../../core/model/rows.ts';
import type { VersionSummary } from '../../core/operations/operations.ts';
import type { Ledger } from '../ledger/ledgerCalls.ts';
import { versionSummary } from './versionSummary.ts';

/** A page of versions as lists show them, with what they are called: one question for the whole page. */
export async function versionSummaries(ledger: Pick<Ledger, 'read'>, rows: readonly VersionRow[]): Promise<readonly VersionSummary[]> {
  if (rows.length === 0) return [];
  const names = await ledger.read('versionNames', rows.map((row) => row.id));
  return rows.flatMap((row, i) => {
    const named = names[i];
    return named === undefined ? [] : [versionSummary(row, named)];
  });
}
