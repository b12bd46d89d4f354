import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { parseQuery } from '../../core/search/parseQuery.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { pageSize, positionOf } from '../versions/pageSize.ts';
import { versionSummaries } from '../versions/versionSummaries.ts';

/** Versions that a query asks for, a page at a time. */
export async function searchVersions({ ledger, store }: OpenRegistry, params: OperationParams<'searchVersions'>): Promise<OperationResult<'searchVersions'>> {
  const limit = pageSize(params.limit);
  const after = positionOf(params.after);
  const query = parseQuery(params.query);
  const rows = await ledger.read('search', { query, limit: limit + 1, ...(after === undefined ? {} : { after }) });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { versions: await versionSummaries({ ledger, store }, page), ...(rows.length > limit && last !== undefined ? { next: String(last.position) } : {}) };
}
