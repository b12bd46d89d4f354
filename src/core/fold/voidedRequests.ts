import type { Change, RequestRow } from '../model/rows.ts';

/** Ends the open requests that something else has made pointless, with the sentence why. */
export function voidedRequests(where: Partial<Pick<RequestRow, 'model' | 'stage' | 'version'>>, ending: string, position: number): Change {
  return { end: 'request', where, toPosition: position, with: { outcome: 'voided', ending } };
}
