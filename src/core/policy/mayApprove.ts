import type { Rule } from './policy.ts';
import { holdsOneOf, namesOfRoles } from './roles.ts';

/**
 * Why a member may not answer a request, or undefined. One rule that lets them is enough, since each rule counts its own
 * approvals. Who made the version may still reject it.
 */
export function mayApprove(rules: readonly Rule[], roles: readonly string[], member: string, authors: readonly string[], verdict: 'granted' | 'rejected'): string | undefined {
  const asking = rules.filter((rule) => rule.approvals.count > 0);
  if (asking.length === 0) return holdsOneOf(roles, [], 'review') ? undefined : `Only ${namesOfRoles([], 'review')} answers requests; you are ${roles.join(', ') || 'no member'}.`;
  const entitled = asking.filter((rule) => holdsOneOf(roles, rule.approvals.from, 'review'));
  const [first] = asking;
  if (entitled.length === 0) return `Only ${namesOfRoles(first?.approvals.from ?? [], 'review')} answers this request; you are ${roles.join(', ') || 'no member'}.`;
  if (verdict === 'rejected' || entitled.some((rule) => !rule.approvals.notAuthor || !authors.includes(member))) return undefined;
  return 'Who made the version does not approve it.';
}
