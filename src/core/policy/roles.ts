/** Roles that every registry has. A policy may add its own; those give only what its rules name them for, and the right to contribute. */
export const BUILT_IN_ROLES = ['admin', 'maintainer', 'reviewer', 'contributor', 'reader'] as const;

/** What a role gives without any rule of a policy. */
export type Right = 'contribute' | 'review' | 'maintain' | 'administer';

const HOLDERS: Readonly<Record<Right, readonly string[]>> = {
  contribute: [],
  review: ['admin', 'maintainer', 'reviewer'],
  maintain: ['admin', 'maintainer'],
  administer: ['admin'],
};

/** True when one of the roles gives the right. Every role but `reader` contributes. */
export function hasRight(roles: readonly string[], right: Right): boolean {
  if (right === 'contribute') return roles.some((role) => role !== 'reader');
  return roles.some((role) => HOLDERS[right].includes(role));
}

/** True when one of the roles is among `wanted`; where a rule names none, when one gives `otherwise`. */
export function holdsOneOf(roles: readonly string[], wanted: readonly string[], otherwise: Right): boolean {
  return wanted.length === 0 ? hasRight(roles, otherwise) : roles.some((role) => wanted.includes(role));
}

/** The roles that may act: those that a rule names or, where it names none, those that give a right. */
export function rolesWithRight(wanted: readonly string[], otherwise: Right): readonly string[] {
  return wanted.length === 0 ? HOLDERS[otherwise] : wanted;
}

/** Who may act, for a sentence: `a release-manager or an admin`. */
export function namesOfRoles(wanted: readonly string[], otherwise: Right): string {
  const roles = rolesWithRight(wanted, otherwise);
  const named = (roles.length === 0 ? ['contributor'] : roles).map((role) => `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`);
  return named.length < 2 ? (named[0] ?? '') : `${named.slice(0, -1).join(', ')} or ${named.at(-1)}`;
}
