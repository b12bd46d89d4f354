import { formatReference } from '../../core/model/reference.ts';
import type { BranchSummary } from '../../core/operations/branchOperations.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { decide } from '../versions/decide.ts';
import { requireModelNamed } from '../versions/requireModelNamed.ts';
import { resolveReference } from '../versions/resolveReference.ts';
import { countsOf, withdrawnBy } from '../versions/versionCounts.ts';

/** Branches of a model, closed ones last. */
export async function listBranches({ ledger }: OpenRegistry, params: OperationParams<'listBranches'>): Promise<OperationResult<'listBranches'>> {
  const { model: key, name } = await requireModelNamed(ledger, params.model);
  const [rows, counts] = await Promise.all([ledger.read('branchRows', key), ledger.read('withdrawnCounts')]);
  const withdrawnOn = withdrawnBy(counts.filter((one) => one.model === key), (one) => one.branch);
  const branches = rows.map(({ branch, open, versions, newest, start }): BranchSummary => ({
    branch,
    open,
    ...countsOf(versions, withdrawnOn.get(branch)),
    ...(newest === null ? {} : { newest: formatReference(name, newest) }),
    ...(start === null ? {} : { from: formatReference(name, start) }),
  }));
  return { model: name, branches };
}

export async function createBranch(registry: OpenRegistry, params: OperationParams<'createBranch'>): Promise<OperationResult<'createBranch'>> {
  const { ledger } = registry;
  const { model: key, name } = await requireModelNamed(ledger, params.model);
  const branch = params.branch;
  const from = params.from === undefined ? {} : { from: (await resolveReference(ledger, params.from)).id };
  const { dryRun, events } = await decide(registry, 'createBranch', { model: key, branch, ...from }, params);
  const body = events[0]?.type === 'branch.created' ? (events[0].body as { readonly from?: string }) : {};
  const start = body.from === undefined ? undefined : await ledger.read('version', body.from);
  return { dryRun, events, model: name, branch, ...(start === undefined ? {} : { from: formatReference(name, start.number) }) };
}

/** Takes the newest version of a branch over to `main`. */
export async function adoptBranch(registry: OpenRegistry, params: OperationParams<'adoptBranch'>): Promise<OperationResult<'adoptBranch'>> {
  const { ledger } = registry;
  const { model: key, name } = await requireModelNamed(ledger, params.model);
  const branch = params.branch.toLowerCase();
  const { dryRun, events } = await decide(registry, 'adoptBranch', { model: key, branch, message: params.message }, params);
  const body = events.find((event) => event.type === 'branch.adopted')?.body;
  const { version: id, source } = (body ?? { version: '', source: '' }) as { readonly version: string; readonly source: string };
  const [made, taken] = await Promise.all([ledger.read('version', id), ledger.read('version', source)]);
  return { dryRun, events, ref: made === undefined ? name : formatReference(name, made.number), id, source: formatReference(name, taken?.number ?? 0), model: name, branch };
}

export async function closeBranch(registry: OpenRegistry, params: OperationParams<'closeBranch'>): Promise<OperationResult<'closeBranch'>> {
  const { model: key, name } = await requireModelNamed(registry.ledger, params.model);
  const branch = params.branch.toLowerCase();
  const { dryRun, events } = await decide(registry, 'closeBranch', { model: key, branch }, params);
  return { dryRun, events, model: name, branch };
}
