import { RegistryError } from '../../errors.ts';
import type { MemberRow } from '../../model/rows.ts';
import { isLastAdministrator } from '../../policy/administrators.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';

/**
 * A registry without administrator could never change its members again.
 * @param what completes the sentence: `be removed`
 * @throws RegistryError policy.refused
 */
export function refuseLastAdministrator(view: CatalogueView, member: MemberRow, what: string): void {
  if (!isLastAdministrator(view, member.id)) return;
  throw new RegistryError('policy.refused', `${member.name} is the last administrator and cannot ${what}.`, { hint: 'Make somebody else administrator first: modelkeep member role NAME admin', details: { member: member.id } });
}
