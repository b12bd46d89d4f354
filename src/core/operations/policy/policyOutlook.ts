import type { Policy } from '../../policy/policy.ts';
import { policyDifferences, type PolicyDifference } from '../../policy/policyDifference.ts';
import type { PolicyProblem } from '../../policy/policyFlaw.ts';
import { policyHash } from '../../policy/policyHash.ts';
import { policyInForce } from '../../policy/policyInForce.ts';
import { policySourceJson } from '../../policy/policySourceJson.ts';
import { namesOfRoles, rolesWithRight } from '../../policy/roles.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import { formatCount } from '../../text/quantities.ts';
import type { PolicySummary } from '../policyOperations.ts';
import type { Ask, QuestionContext } from '../question.ts';

/** What a policy would be in this registry, beside the one in force. */
export interface PolicyOutlook {
  readonly hash: string;
  readonly inForce: PolicySummary;
  readonly differences: readonly PolicyDifference[];
  /** What it likely does not mean to say, by paths into the policy. */
  readonly warnings: readonly PolicyProblem[];
  readonly notices: readonly string[];
}

/** The policy in force. */
export const askPolicyInForce: Ask<undefined, PolicySummary> = (context) => summary(context);

/** Whether a policy is the one in force. */
export const askPolicyState: Ask<{ readonly policy: Policy }, { readonly state: 'same' | 'differs' }> = ({ runtime, view }, { policy }) => {
  const inForce = policyInForce(view);
  return { state: policyHash(runtime, policy) === (inForce.hash === '' ? policyHash(runtime, inForce.policy) : inForce.hash) ? 'same' : 'differs' };
};

/** @param question.models models that the file declares */
export const askPolicyOutlook: Ask<{ readonly policy: Policy; readonly models: readonly string[] }, PolicyOutlook> = (context, { policy, models }) => {
  const inForce = summary(context);
  const hash = policyHash(context.runtime, policy);
  return {
    hash,
    inForce,
    differences: hash === inForce.hash ? [] : policyDifferences(inForce.policy, policy),
    warnings: policy.rules.flatMap((rule, i) => [...countWarnings(context.view, rule, i), ...nameWarnings(context.view, rule.models, models, i)]),
    notices: hash === inForce.hash ? [] : noticesOf(context.view, policy),
  };
};

function summary({ runtime, view, reader }: QuestionContext): PolicySummary {
  const { policy, position } = policyInForce(view);
  const row = view.policy();
  return {
    hash: policyHash(runtime, policy),
    position,
    policy,
    source: JSON.stringify(policySourceJson(policy), undefined, 2),
    ...(row === undefined ? {} : { author: row.author, message: row.message, appliedAt: reader.event(row.fromPosition)?.time ?? '' }),
  };
}

/** More approvals than there are members to give them, and roles that nobody holds. */
function countWarnings(view: CatalogueView, { approvals, by }: Policy['rules'][number], i: number): readonly PolicyProblem[] {
  const holders = (roles: readonly string[]): number => new Set(roles.flatMap((role) => view.membersWithRole(role).map((member) => member.id))).size;
  const able = holders(rolesWithRight(approvals.from, 'review'));
  const who = `${able === 0 ? 'nobody' : able === 1 ? 'only one member' : `only ${able} members`} in this registry ${able > 1 ? 'may give one' : 'is'}${able > 1 ? '' : ` ${namesOfRoles(approvals.from, 'review')}`}`;
  const few: PolicyProblem[] = approvals.count <= able ? [] : [{ path: ['rules', i, 'approvals', 'count'], message: `It needs ${formatCount(approvals.count, 'approval')}, and ${who}.` }];
  const nobody: PolicyProblem[] = by.length === 0 || holders(by) > 0 ? [] : [{ path: ['rules', i, 'by'], message: `Nobody in this registry is ${namesOfRoles(by, 'maintain')} yet.` }];
  return [...few, ...nobody];
}

/** Names without a star that are no model's: a slip there leaves a model without its rule. */
function nameWarnings(view: CatalogueView, globs: readonly string[], declared: readonly string[], i: number): readonly PolicyProblem[] {
  const known = (name: string): boolean => view.modelNamed(name) !== undefined || declared.some((one) => one.toLowerCase() === name.toLowerCase());
  return globs.flatMap((glob, j) => (glob.includes('*') || known(glob) ? [] : [{ path: ['rules', i, 'models', j], message: `There is no model ${glob} yet.` }]));
}

function noticesOf(view: CatalogueView, policy: Policy): readonly string[] {
  const requests = view.openRequests({}).length;
  const gone = view.heldStages().filter(({ stage }) => !policy.stages.some(({ name }) => name === stage));
  return [
    ...gone.map(({ stage, versions }) => `${formatCount(versions, 'version')} ${versions === 1 ? 'holds' : 'hold'} ${stage}, which this policy does not have: ${versions === 1 ? 'it stays' : 'they stay'} there until demoted or promoted elsewhere.`),
    ...(requests === 0 ? [] : [`${requests === 1 ? 'One open request ends' : `${requests} open requests end`}: requests are bound to the policy under which they were opened.`]),
  ];
}
