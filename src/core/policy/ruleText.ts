import { gateText } from './gateText.ts';
import type { ApprovalRule, Policy, Rule } from './policy.ts';
import { namesOfRoles, type Right } from './roles.ts';

/** Whom a rule is for: `Production of fraud-*`, `branch main of *`. */
export function aboutOf({ models, stage, branch }: Rule): string {
  return `${stage === '' ? `branch ${branch}` : stage} of ${models.join(', ')}`;
}

/** The right that a rule's `by` stands in the place of. */
export function rightOf({ branch }: Rule): Right {
  return branch === '' ? 'maintain' : 'contribute';
}

/** `by a maintainer or an admin`. */
export function byText(rule: Rule): string {
  return `by ${namesOfRoles(rule.by, rightOf(rule))}`;
}

/** `from Staging`; undefined where a version may come from anywhere. */
export function fromText({ from }: Rule): string | undefined {
  return from.length === 0 ? undefined : `from ${from.join(' or ')}`;
}

/** `2 approvals by a reviewer, not the author, not who promotes`; undefined for none. */
export function approvalText({ count, from, notAuthor, notPromoter, expiresAfterVersions }: ApprovalRule): string | undefined {
  if (count === 0) return undefined;
  const limits = [notAuthor ? ', not the author' : '', notPromoter ? ', not who promotes' : '', expiresAfterVersions === 0 ? '' : `, for ${expiresAfterVersions} more ${expiresAfterVersions === 1 ? 'version' : 'versions'}`];
  return `${count} ${count === 1 ? 'approval' : 'approvals'} by ${namesOfRoles(from, 'review')}${limits.join('')}`;
}

export function overrideText({ override }: Rule): string | undefined {
  return override.length === 0 ? undefined : `may be overridden by ${namesOfRoles(override, 'maintain')}`;
}

export const ROLLBACKS: Readonly<Record<Rule['rollback'], string>> = { free: 'rollback without approvals and gates', rules: 'rollback by the same rules' };

/** Everything that a rule demands and allows, one phrase each. */
export function ruleDemands(rule: Rule): readonly string[] {
  const demands = [fromText(rule), byText(rule), approvalText(rule.approvals), ...rule.gates.map(gateText), rule.branch === '' ? ROLLBACKS[rule.rollback] : undefined, overrideText(rule)];
  return demands.filter((demand) => demand !== undefined);
}

/** `holds one, what it replaces goes to Archived`. */
export function stageText({ holders, replaced }: Policy['stages'][number]): string {
  return `holds ${holders}${replaced === '' ? '' : `, what it replaces goes to ${replaced}`}`;
}
