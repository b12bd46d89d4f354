import { RegistryError } from '../errors.ts';
import { hasRight, namesOfRoles, type Right } from '../policy/roles.ts';
import type { Actor } from './decision.ts';
import { wayToRole } from './wayToRole.ts';

const WHAT: Readonly<Record<Right, string>> = {
  contribute: 'change anything here',
  review: 'answer requests',
  maintain: 'do this',
  administer: 'do this',
};

/**
 * Refuses who lacks a right, and says how to get it.
 * @throws RegistryError policy.refused
 */
export function requireRight(actor: Actor, right: Right, what: string = WHAT[right]): void {
  if (hasRight(actor.roles, right)) return;
  const who = actor.roles.length === 0 ? 'You are no member of this registry' : `You are ${actor.roles.join(', ')}`;
  const wanted = right === 'contribute' ? 'a contributor' : namesOfRoles([], right);
  throw new RegistryError('policy.refused', `${who}; it takes ${wanted} to ${what}.`, {
    hint: wayToRole(wanted.split(' ').at(-1) ?? wanted),
    details: { roles: actor.roles, needs: right },
  });
}
