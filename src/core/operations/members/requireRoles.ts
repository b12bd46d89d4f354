import { RegistryError } from '../../errors.ts';
import { policyInForce } from '../../policy/policyInForce.ts';
import { BUILT_IN_ROLES } from '../../policy/roles.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import { closestWord } from '../../text/closestWord.ts';

/** As many as an event holds. */
const MAX_ROLES = 32;

/** Roles that a member may be given: those of every registry, then those of the policy in force. */
export function knownRoles(view: CatalogueView): readonly string[] {
  return [...new Set([...BUILT_IN_ROLES, ...policyInForce(view).policy.roles])];
}

/**
 * Roles as they go into an event: each once, in the order in which they are known. `held`: roles that the member has, which
 * may be of an earlier policy and may stay.
 * @throws RegistryError usage.invalid (none, or one that there is not)
 */
export function requireRoles(view: CatalogueView, typed: readonly string[], held: readonly string[] = []): readonly string[] {
  const known = [...new Set([...knownRoles(view), ...held])];
  if (typed.length === 0) throw new RegistryError('usage.invalid', 'A member has at least one role.', { hint: `Roles: ${known.join(', ')}.` });
  const unknown = typed.find((role) => !known.includes(role));
  if (unknown === undefined) return atMost(known.filter((role) => typed.includes(role)));
  const meant = closestWord(unknown, known);
  throw new RegistryError('usage.invalid', `There is no role ${JSON.stringify(unknown.slice(0, 64))}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`, {
    hint: `Roles: ${known.join(', ')}. A policy adds its own (roles in modelkeep.json, then modelkeep policy apply).`,
  });
}

function atMost(roles: readonly string[]): readonly string[] {
  if (roles.length > MAX_ROLES) throw new RegistryError('usage.invalid', `A member has at most ${MAX_ROLES} roles.`);
  return roles;
}
