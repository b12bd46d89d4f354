import type { Evidence } from '../../core/model/events/stageEvents.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { OperationContext } from '../../core/operations/operations.ts';
import type { StageExplanation } from '../../core/operations/stageOperations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { commitOnRemote } from './commitOnRemote.ts';
import { rehashVersion } from './rehashVersion.ts';

/**
 * Looks at what whoever promotes must vouch for; nothing while another rule refuses it anyway.
 * @throws RegistryError store.corrupt, policy.refused when the remote cannot be asked, cancelled
 */
export async function gatherEvidence(registry: OpenRegistry, version: VersionRow, { attests, rules }: StageExplanation, operation: OperationContext): Promise<readonly Evidence[]> {
  if (rules.some((rule) => !rule.met && !rule.attested && rule.kind !== 'approvals')) return [];
  const seen = attests.includes('commitOnRemote') ? await commitOnRemote(registry, version, operation) : undefined;
  return [...(seen === undefined ? [] : [seen]), ...(attests.includes('bytesRehashed') ? [await rehashVersion(registry, version, operation)] : [])];
}
