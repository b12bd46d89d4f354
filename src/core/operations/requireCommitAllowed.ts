import { RegistryError } from '../errors.ts';
import { refusalOfCommit } from '../policy/judgeCommit.ts';
import { policyInForce, rulesOfBranch } from '../policy/policyInForce.ts';
import { holdsOneOf } from '../policy/roles.ts';
import type { DecisionContext } from './decision.ts';
import { wayToRole } from './wayToRole.ts';

/**
 * The rules of the branch must allow what is committed to it.
 * @throws RegistryError policy.refused, with the way to the role that is lacking
 */
export function requireCommitAllowed({ view, actor }: Pick<DecisionContext, 'view' | 'actor'>, candidate: Parameters<typeof refusalOfCommit>[2]): void {
  const refusal = refusalOfCommit(view, actor.roles, candidate);
  if (refusal === undefined) return;
  const { branch } = candidate.record;
  const lacking = rulesOfBranch(view, policyInForce(view).policy, candidate.model, branch).find((rule) => !holdsOneOf(actor.roles, rule.by, 'contribute'));
  const way = lacking === undefined ? `modelkeep policy show tells the rules of ${branch}` : wayToRole({ view, actor }, lacking.by[0] ?? 'contributor');
  throw new RegistryError('policy.refused', refusal, { hint: `Nothing was committed. ${way}`, details: { branch } });
}
