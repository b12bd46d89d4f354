import { RegistryError } from '../../core/errors.ts';
import { isSemver } from '../../core/model/semver.ts';
import type { CommitRequest } from '../../core/operations/commitOperations.ts';
import { requireDescription } from '../../core/operations/naming/describeVersion.ts';
import { requireLabels } from '../../core/operations/naming/setLabels.ts';
import type { Ledger } from '../ledger/ledgerCalls.ts';

/**
 * Refuses before a byte is read what the ledger would refuse after gigabytes: a tag that another version has, a label that
 * is none, an archived model, a closed branch. The decision looks at it again.
 * @throws RegistryError name.invalid, usage.invalid, conflict, policy.refused
 */
export async function requireNames(ledger: Ledger, model: string, newest: string | undefined, request: CommitRequest, branch: string): Promise<void> {
  requireLabels(request.labels ?? []);
  requireDescription(request.description ?? '');
  const tag = request.tag?.replace(/^v/, '');
  if (tag !== undefined && !isSemver(tag)) throw new RegistryError('name.invalid', `${JSON.stringify(tag.slice(0, 200))} is no semantic version.`, { hint: 'Use MAJOR.MINOR.PATCH, like 1.4.0 or 2.0.0-rc.1.' });
  const taken = tag === undefined ? undefined : await ledger.read('tag', model, tag);
  if (taken !== undefined && taken.version !== newest) {
    const holder = await ledger.read('version', taken.version);
    throw new RegistryError('conflict', `${request.model ?? model} has a ${tag} already: v${holder?.number}. A tag never moves.`, { hint: 'Nothing was read or committed. Choose another.', details: { tag: tag ?? '', holder: taken.version } });
  }
  const known = await ledger.read('model', model);
  if (known?.archived === true) throw new RegistryError('policy.refused', `${known.name} is archived; it takes no versions.`, { hint: `Bring it back first: modelkeep model archive ${known.name} --undo` });
  if (known === undefined || known.branches.includes(branch) || !(await ledger.read('knewBranch', known.model, branch))) return;
  throw new RegistryError('policy.refused', `The branch ${branch} of ${known.name} is closed.`, { hint: `Open it again: modelkeep branch create ${known.name} ${branch}`, details: { branch } });
}
