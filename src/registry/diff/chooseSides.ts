import { RegistryError } from '../../core/errors.ts';
import { formatReference, parseReference } from '../../core/model/reference.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { DiffRequest } from '../../core/operations/diffOperations.ts';
import { DEFAULT_POLICY, type Policy } from '../../core/policy/policy.ts';
import type { Ledger } from '../ledger/ledgerCalls.ts';
import { resolveReference } from '../versions/resolveReference.ts';

/** A version that is compared; `tag`: it was named by this tag, which has evaluations of its own. */
export interface ChosenVersion {
  readonly row: VersionRow;
  readonly tag: string;
}

/** The two sides; `workspace` instead of a version for the files as they lie there. */
export interface ChosenSides {
  readonly from: ChosenVersion;
  readonly to: ChosenVersion | 'workspace';
}

/**
 * Finds the versions that a request means.
 * @throws RegistryError usage.invalid (not one of the three forms), reference.invalid, reference.notFound, reference.ambiguous
 */
export async function chooseSides(ledger: Ledger, { from, to, against, workspace }: DiffRequest): Promise<ChosenSides> {
  if (from !== undefined && workspace === true && to === undefined && against === undefined) return { from: await named(ledger, from), to: 'workspace' };
  if (from !== undefined && to !== undefined && workspace !== true && against === undefined) {
    return { from: await named(ledger, from), to: await named(ledger, to) };
  }
  if (to !== undefined && against !== undefined && from === undefined && workspace !== true) {
    const version = await named(ledger, to);
    return { from: { row: await (against === 'previous' ? previousOf(ledger, version.row) : baselineOf(ledger, version.row)), tag: '' }, to: version };
  }
  throw new RegistryError('usage.invalid', 'A comparison needs two versions.', { hint: 'Name two, or one with what it is compared with: --previous, --baseline or --workspace.' });
}

async function named(ledger: Ledger, ref: string): Promise<ChosenVersion> {
  const reference = parseReference(ref);
  return { row: await resolveReference(ledger, ref), tag: reference.kind === 'tag' ? reference.tag : '' };
}

/** The version before it on its branch, else the newest of its parents. */
async function previousOf(ledger: Ledger, row: VersionRow): Promise<VersionRow> {
  const [before] = await ledger.read('versions', { model: row.model, branch: row.branch, before: row.position, limit: 1 });
  if (before !== undefined) return before;
  const parents = await Promise.all(row.record.parents.map((id) => ledger.read('version', id)));
  const newest = parents.filter((parent) => parent !== undefined).sort((a, b) => b.position - a.position)[0];
  if (newest !== undefined) return newest;
  throw new RegistryError('reference.notFound', `${formatReference(await ledger.read('nameOf', row.model), row.number)} has no version before it.`, { hint: 'Name the version to compare it with.' });
}

/** Who holds Production; else the first stage of the policy, those with one holder first, that somebody holds. */
async function baselineOf(ledger: Ledger, row: VersionRow): Promise<VersionRow> {
  const name = await ledger.read('nameOf', row.model);
  for (const stage of stagesOf(await policyOf(ledger))) {
    const [holder] = await ledger.read('holders', row.model, stage);
    const version = holder === undefined ? undefined : await ledger.read('version', holder.version);
    if (version === undefined) continue;
    if (version.id === row.id) throw new RegistryError('usage.invalid', `${formatReference(name, row.number)} is the baseline itself: it is in ${stage}.`, { hint: 'Compare it with the version before it (--previous).' });
    return version;
  }
  throw new RegistryError('reference.notFound', `${name} has no baseline: no version of it holds a stage.`, { hint: 'Promote one first, or name the version to compare it with.' });
}

function stagesOf({ stages }: Policy): readonly string[] {
  const rank = ({ name, holders }: Policy['stages'][number]): number => (name.toLowerCase() === 'production' ? 0 : holders === 'one' ? 1 : 2);
  return stages.toSorted((a, b) => rank(a) - rank(b)).map(({ name }) => name);
}

async function policyOf(ledger: Ledger): Promise<Policy> {
  const row = await ledger.read('policy');
  return row === undefined ? DEFAULT_POLICY : (JSON.parse(row.policy) as Policy);
}
