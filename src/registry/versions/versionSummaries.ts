import type { VersionRow } from '../../core/model/rows.ts';
import type { VersionSummary } from '../../core/operations/versionAnswers.ts';
import type { ObjectStore } from '../../core/ports/objectStore.ts';
import type { Ledger } from '../ledger/ledgerCalls.ts';
import { storageNow } from './storageNow.ts';
import { versionSummary } from './versionSummary.ts';

/** Where summaries are made from. */
export interface SummarySources {
  readonly ledger: Pick<Ledger, 'read'>;
  readonly store: ObjectStore;
}

/** A page of versions as lists show them, with what they are called: one question for the whole page. */
export async function versionSummaries({ ledger, store }: SummarySources, rows: readonly VersionRow[]): Promise<readonly VersionSummary[]> {
  if (rows.length === 0) return [];
  const names = await ledger.read('versionNames', rows.map((row) => row.id));
  const storages = await Promise.all(rows.map((row) => storageNow(store, row)));
  return rows.flatMap((row, i) => {
    const [named, storage] = [names[i], storages[i]];
    return named === undefined || storage === undefined ? [] : [versionSummary({ ...row, storage }, named)];
  });
}
