import type { Change } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';

/** Ends the open requests that something else has made pointless, each with the sentence why. */
export function voidedRequests(view: CatalogueView, where: Parameters<CatalogueView['openRequests']>[0], ending: string, position: number): readonly Change[] {
  return view.openRequests(where).map((request) => ({ end: 'request', where: { id: request.id }, toPosition: position, with: { outcome: 'voided', ending } }));
}
