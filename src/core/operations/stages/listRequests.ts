import { RegistryError } from '../../errors.ts';
import type { RequestRow } from '../../model/rows.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { Ask } from '../question.ts';
import type { RequestSummary } from '../stageOperations.ts';
import { summariseRequest } from './summariseRequest.ts';

/** `mine`: those that the asker opened, ended ones too. `waiting`: those that wait for the asker. Neither: all open ones. */
export const askRequests: Ask<{ readonly mine: boolean; readonly waiting: boolean }, readonly RequestSummary[]> = (context, { mine, waiting }) => {
  const { view, actor } = context;
  const rows = mine ? view.requestsOf(actor.id) : view.openRequests({});
  return rows.map((row) => summariseRequest(context, row)).filter((request) => !waiting || request.waiting);
};

/** @throws RegistryError reference.notFound */
export const askRequest: Ask<{ readonly id: string }, RequestSummary> = (context, { id }) => summariseRequest(context, requireRequest(context.view, id));

/** @throws RegistryError reference.notFound */
export function requireRequest(view: CatalogueView, id: string): RequestRow {
  const row = view.request(id);
  if (row !== undefined) return row;
  throw new RegistryError('reference.notFound', `There is no request ${JSON.stringify(id.slice(0, 64))}.`, { hint: 'modelkeep requests lists those that are open.' });
}

/** @throws RegistryError reference.notFound, conflict with how it ended */
export function requireOpenRequest(view: CatalogueView, id: string): RequestRow {
  const row = requireRequest(view, id);
  if (row.outcome === null) return row;
  const how = { promoted: 'is fulfilled: the version was promoted', cancelled: 'was cancelled', rejected: 'was rejected', voided: 'is void' }[row.outcome];
  throw new RegistryError('conflict', `The request ${id} ${how}.${row.ending === '' ? '' : ` ${row.ending}`}`, { hint: row.outcome === 'promoted' ? 'There is nothing left to do.' : 'Ask anew: modelkeep request REF STAGE -m TEXT', details: { request: id, outcome: row.outcome } });
}
