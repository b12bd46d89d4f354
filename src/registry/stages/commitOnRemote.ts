import { RegistryError } from '../../core/errors.ts';
import type { Evidence } from '../../core/model/events/stageEvents.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { OperationContext } from '../../core/operations/operations.ts';
import { findOnRemote } from '../../adapters/lineage/git/findOnRemote.ts';
import type { OpenRegistry } from '../openRegistry.ts';

/**
 * Asks the Git remote for the commit of a version; undefined when it is not there.
 * @throws RegistryError policy.refused when the remote cannot be asked, cancelled
 */
export async function commitOnRemote(registry: OpenRegistry, version: VersionRow, { signal }: OperationContext): Promise<Evidence | undefined> {
  const commit = version.record.lineage.code[0]?.commit;
  if (commit === undefined) return undefined;
  const found = await findOnRemote(registry.project.root, commit, { env: registry.options.env, signal });
  if ('problem' in found) throw new RegistryError('policy.refused', `The policy asks for the commit on the Git remote, and that could not be looked up: ${found.problem}`, { hint: 'Check the network and "git remote -v", then promote again.', details: { commit } });
  return found.remote === undefined ? undefined : { kind: 'commitOnRemote', commit, remote: found.remote };
}
