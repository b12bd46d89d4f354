import { RegistryError } from '../../errors.ts';
import { quoteArgument } from '../../text/quoteArgument.ts';
import { lookOf } from '../../text/looksLike.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { Decide } from '../decision.ts';
import { requireText } from '../naming/requireText.ts';
import { requireRight } from '../requireRight.ts';
import { ownerOf, requireKey, requireNeverRevoked, requireStrong, type TypedKey } from './requireKey.ts';
import { requireRoles } from './requireRoles.ts';

/** A person or a machine that becomes a member. `keys`: public keys, base 64; no role: contributor. */
export interface AddMember {
  readonly name: string;
  readonly keys: readonly string[];
  readonly roles: readonly string[];
}

const MAX_KEYS = 64;

/** @throws RegistryError usage.invalid (no key, a weak one, no such role, a name that acts), conflict (name or key is another's), policy.refused */
export const decideAddMember: Decide<AddMember> = ({ runtime, view, actor, author }, command) => {
  requireRight({ view, actor }, 'administer', 'add a member');
  const name = requireMemberName(view, command.name);
  const roles = requireRoles(view, command.roles.length === 0 ? ['contributor'] : command.roles);
  if (command.keys.length === 0 || command.keys.length > MAX_KEYS) throw new RegistryError('usage.invalid', `A member has 1 to ${MAX_KEYS} keys.`, { hint: '--key takes what modelkeep key show prints on the machine whose key it is.' });
  const keys = command.keys.map((typed) => requireStrong(requireKey(runtime, typed)));
  if (new Set(keys.map(({ device }) => device)).size < keys.length) throw new RegistryError('usage.invalid', 'A key is named twice.');
  for (const key of keys) requireNobodys(view, key);
  return [{ type: 'member.added', body: { author, keys: keys.map(({ key }) => key), name, roles } }];
};

/** @throws RegistryError usage.invalid, conflict (somebody is called so, or nearly so) */
function requireMemberName(view: CatalogueView, typed: string): string {
  const name = requireText(typed, 'The name', { most: 128 }).trim();
  if (/^d_[a-z2-7]{16}$/.test(name)) throw new RegistryError('name.invalid', 'A member cannot be called like the id of a key.');
  const look = lookOf(name);
  const other = view.memberNamed(name) ?? view.members().find((member) => lookOf(member.name) === look);
  if (other === undefined) return name;
  const how = other.name.toLowerCase() === name.toLowerCase() ? `There is a member called ${other.name} already` : `${name} can be mistaken for the member ${other.name}`;
  throw new RegistryError('conflict', `${how}.`, { hint: `Choose another name; for another key of the same person: modelkeep key add ${quoteArgument(other.name)} --key KEY`, details: { name, member: other.id } });
}

/** @throws RegistryError conflict, policy.refused */
function requireNobodys(view: CatalogueView, key: TypedKey): void {
  requireNeverRevoked(view, key);
  const owner = ownerOf(view, key);
  if (owner === undefined) return;
  throw new RegistryError('conflict', `The key ${key.device} is that of the member ${owner.name} already.`, {
    hint: `Change their roles: modelkeep member role ${quoteArgument(owner.name)} ROLE…`,
    details: { device: key.device, member: owner.id },
  });
}
