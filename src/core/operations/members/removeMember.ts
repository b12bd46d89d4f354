import type { Decide } from '../decision.ts';
import { requireText } from '../naming/requireText.ts';
import { requireRight } from '../requireRight.ts';
import { requireMember } from './requireMember.ts';
import { refuseLastAdministrator } from './refuseLastAdministrator.ts';

/** The member's keys end with the member; what was done with them stays valid. */
export const decideRemoveMember: Decide<{ readonly member: string; readonly reason: string }> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'administer', 'remove a member');
  const member = requireMember(view, command.member);
  refuseLastAdministrator(view, member, 'be removed');
  return [{ type: 'member.removed', body: { author, member: member.id, reason: requireText(command.reason, 'The reason', { most: 65_536, lines: true, empty: true }) } }];
};
