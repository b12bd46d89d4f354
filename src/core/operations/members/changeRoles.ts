import type { Decide } from '../decision.ts';
import { requireRight } from '../requireRight.ts';
import { refuseLastAdministrator } from './refuseLastAdministrator.ts';
import { requireMember } from './requireMember.ts';
import { requireRoles } from './requireRoles.ts';

/** The roles of a member from here on. @throws RegistryError reference.notFound, usage.invalid, policy.refused (not an administrator, or the last one) */
export const decideChangeRoles: Decide<{ readonly member: string; readonly roles: readonly string[] }> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'administer', 'change roles');
  const { id, roles: was, ...member } = requireMember(view, command.member);
  const roles = requireRoles(view, command.roles, was);
  if (roles.length === was.length && roles.every((role) => was.includes(role))) return [];
  if (!roles.includes('admin')) refuseLastAdministrator(view, { id, roles: was, ...member }, 'lose that role');
  return [{ type: 'member.changed', body: { author, member: id, roles, was } }];
};
