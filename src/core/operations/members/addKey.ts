import { RegistryError } from '../../errors.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import { quoteArgument } from '../../text/quoteArgument.ts';
import type { Decide } from '../decision.ts';
import { requireRight } from '../requireRight.ts';
import { ownerOf, requireKey, requireNeverRevoked, requireStrong, type TypedKey } from './requireKey.ts';
import { requireMember } from './requireMember.ts';

/** Another key of a member: another machine of theirs. A key that joined by itself, as a contributor and alone, becomes theirs. */
export const decideAddKey: Decide<{ readonly member: string; readonly key: string }> = ({ runtime, view, actor, author }, command) => {
  requireRight({ view, actor }, 'administer', 'add a key');
  const member = requireMember(view, command.member);
  const key = requireStrong(requireKey(runtime, command.key));
  requireNeverRevoked(view, key);
  if (view.device(key.device)?.member === member.id) return [];
  refuseAnothers(view, key);
  return [{ type: 'key.added', body: { author, key: key.key, member: member.id } }];
};

/** @throws RegistryError conflict */
function refuseAnothers(view: CatalogueView, key: TypedKey): void {
  const owner = ownerOf(view, key);
  if (owner === undefined || (owner.roles.join() === 'contributor' && view.devicesOf(owner.id).length === 1)) return;
  throw new RegistryError('conflict', `The key ${key.device} is that of the member ${owner.name}.`, {
    hint: `One key is one member's. Remove ${quoteArgument(owner.name)} and make a new key there (modelkeep key new), or change roles: modelkeep member role`,
    details: { device: key.device, member: owner.id },
  });
}
