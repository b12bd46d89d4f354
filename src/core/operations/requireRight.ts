import { RegistryError } from '../errors.ts';
import { hasRight, namesOfRoles, type Right } from '../policy/roles.ts';
import type { DecisionContext } from './decision.ts';
import { wayToRole } from './wayToRole.ts';

const WHAT: Readonly<Record<Right, string>> = {
  contribute: 'change anything here',
  review: 'answer requests',
  maintain: 'do this',
  administer: 'do this',
};

/** The least role that gives a right. */
const ROLE: Readonly<Record<Right, string>> = { contribute: 'contributor', review: 'reviewer', maintain: 'maintainer', administer: 'admin' };

/**
 * Refuses who lacks a right, and says how to get it.
 * @throws RegistryError policy.refused
 */
export function requireRight({ view, actor }: Pick<DecisionContext, 'view' | 'actor'>, right: Right, what: string = WHAT[right]): void {
  if (hasRight(actor.roles, right)) return;
  const who = actor.roles.length === 0 ? 'You are no member of this registry' : `You are ${actor.roles.join(', ')}`;
  throw new RegistryError('policy.refused', `${who}; it takes ${namesOfRoles([], right)} to ${what}.`, {
    hint: wayToRole({ view, actor }, ROLE[right]),
    details: { roles: actor.roles, needs: right },
  });
}
