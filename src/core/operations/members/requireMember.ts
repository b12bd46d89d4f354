import { RegistryError } from '../../errors.ts';
import type { MemberRow } from '../../model/rows.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';

/**
 * The member of an id, the id of a key in force, or a name.
 * @throws RegistryError reference.notFound
 */
export function requireMember(view: CatalogueView, named: string): MemberRow {
  const owner = view.device(named)?.member;
  // Ids come first: whoever admits themselves may choose any name.
  const member = view.member(named) ?? (owner === undefined ? undefined : view.member(owner)) ?? view.memberNamed(named);
  if (member !== undefined) return member;
  throw new RegistryError('reference.notFound', `There is no member called ${JSON.stringify(named.slice(0, 200))}.`, { hint: 'modelkeep member list shows them.' });
}
