import { RegistryError } from '../../errors.ts';
import type { VersionRow } from '../../model/rows.ts';
import type { Policy, Rule } from '../../policy/policy.ts';
import { policyInForce, rulesOfStage } from '../../policy/policyInForce.ts';
import { ruleDetails } from '../../policy/ruleDetails.ts';
import type { RuleOutcome } from '../../policy/ruleOutcome.ts';
import type { DecisionContext } from '../decision.ts';
import { refOf } from '../refOf.ts';
import { wayToRole } from '../wayToRole.ts';

/**
 * Refuses a change of a stage by the first rule that is not met, with the fact and the way out; all rules are in the details.
 * @throws RegistryError policy.refused, always
 */
export function refuseByRules(context: Pick<DecisionContext, 'view' | 'actor'>, question: { readonly version: VersionRow; readonly stage: string }, judgement: { readonly outcomes: readonly RuleOutcome[]; readonly overridable?: boolean; readonly hint?: string }): never {
  const unmet = judgement.outcomes.filter((outcome) => !outcome.met);
  const first = unmet.find((outcome) => outcome.kind !== 'approvals') ?? unmet[0];
  // What no rule can change is not told of rules.
  const more = unmet.length > 1 && first?.kind !== 'state' ? ` ${unmet.length - 1} more ${unmet.length === 2 ? 'rule is' : 'rules are'} not met.` : '';
  throw new RegistryError('policy.refused', `${first?.message ?? 'The policy does not allow it.'}${more}`, {
    hint: judgement.hint ?? wayOut(context, question, first, judgement.overridable),
    details: { ref: refOf(context.view, question.version), stage: question.stage, rules: ruleDetails(judgement.outcomes) },
  });
}

function wayOut({ view, actor }: Pick<DecisionContext, 'view' | 'actor'>, { version, stage }: { readonly version: VersionRow; readonly stage: string }, unmet: RuleOutcome | undefined, overridable: boolean | undefined): string {
  const asks = overridable !== undefined; // a demotion or a rollback is nothing that one could ask for
  const ref = refOf(view, version);
  const { policy } = policyInForce(view);
  const rules = rulesOfStage(view, policy, version.model, stage);
  if (overridable === true && unmet?.kind !== 'state') return `modelkeep explain ${ref} ${stage} shows every rule; you may go against them: modelkeep promote ${ref} ${stage} --override --reason TEXT`;
  switch (unmet?.kind) {
    case 'role':
      return `${wayToRole({ view, actor }, ruleAt(policy, unmet.at)?.by[0] ?? 'maintainer')}${actor.roles.length === 0 || !asks ? '' : `; or ask for it: modelkeep request ${ref} ${stage} -m TEXT`}`;
    case 'from':
      return `First: modelkeep promote ${ref} ${rules.find((rule) => rule.from.length > 0)?.from[0] ?? 'STAGE'}`;
    case 'approvals':
      return `Ask for them: modelkeep request ${ref} ${stage} -m TEXT`;
    case 'gate':
      return `modelkeep explain ${ref} ${stage} shows every rule.`;
    default:
      return `modelkeep stages ${view.nameOf(version.model)} shows what the stages hold.`;
  }
}

/** The rule that an outcome is of, which may be that of the stage that is left. */
function ruleAt(policy: Policy, at: string | undefined): Rule | undefined {
  const index = /^rules\[(\d+)\]/.exec(at ?? '')?.[1];
  return index === undefined ? undefined : policy.rules[Number(index)];
}
