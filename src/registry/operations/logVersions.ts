import { RegistryError } from '../../core/errors.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { ledgerAt } from '../ledger/ledgerAt.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { pageSize, positionOf } from '../versions/pageSize.ts';
import { versionSummaries } from '../versions/versionSummaries.ts';

/** Versions, newest first, of one model or of all. */
export async function logVersions(registry: OpenRegistry, params: OperationParams<'logVersions'>): Promise<OperationResult<'logVersions'>> {
  const limit = pageSize(params.limit);
  const { ledger, asOf } = await ledgerAt(registry.ledger, params.at);
  const before = positionOf(params.after);
  const model = params.model === undefined ? undefined : await ledger.read('model', params.model);
  if (params.model !== undefined && model === undefined) throw new RegistryError('reference.notFound', `There is no model called ${params.model}.`, { hint: 'modelkeep list shows the models.' });
  const rows = await ledger.read('versions', { limit: limit + 1, ...(model === undefined ? {} : { model: model.model }), ...(params.branch === undefined ? {} : { branch: params.branch.toLowerCase() }), ...(before === undefined ? {} : { before }) });
  if (rows.length === 0 && model !== undefined && params.branch !== undefined) await requireBranch(ledger, model, params.branch.toLowerCase());
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { versions: await versionSummaries({ ledger, store: registry.store }, page), ...(rows.length > limit && last !== undefined ? { next: String(last.position) } : {}), ...(asOf === undefined ? {} : { asOf }) };
}

/** @throws RegistryError reference.notFound */
async function requireBranch(ledger: Awaited<ReturnType<typeof ledgerAt>>['ledger'], { model, name }: { readonly model: string; readonly name: string }, branch: string): Promise<void> {
  const branches = await ledger.read('branchRows', model);
  if (branches.some((one) => one.branch === branch)) return;
  throw new RegistryError('reference.notFound', `${name} has no branch ${JSON.stringify(branch.slice(0, 128))}.`, { hint: `modelkeep branch list ${name} shows its branches.` });
}
