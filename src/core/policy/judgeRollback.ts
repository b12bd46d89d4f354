import type { CatalogueView } from '../ports/catalogueView.ts';
import { judgeStage, type StageQuestion } from './judgeStage.ts';
import { policyInForce, rulesOfStage, stageNamed } from './policyInForce.ts';
import { formerHolder } from './rollbackTarget.ts';
import type { RuleOutcome } from './ruleOutcome.ts';

/**
 * Judges a rollback. A version that held the stage under the rules then in force needs no approvals and meets no gates
 * again, where every rule says `rollback: free`; one that came by an override is judged like a promotion.
 */
export function judgeRollback(view: CatalogueView, question: StageQuestion): readonly RuleOutcome[] {
  const { version, stage } = question;
  const { policy } = policyInForce(view);
  if (stageNamed(policy, stage)?.holders !== 'one') return [no('a stage for one version', `${stage} holds many versions, so there is no holder before. Promote or demote instead.`)];
  const row = formerHolder(view, version.model, stage, (one) => one.version === version.id);
  if (row === undefined) return [no('held the stage before', `v${version.number} did not hold ${stage} before, or was rolled back, demoted or withdrawn since.`)];
  const judged = judgeStage(view, question).outcomes;
  const free = row.entry !== 'overridden' && rulesOfStage(view, policy, version.model, stage).every((rule) => rule.rollback === 'free');
  return free ? judged.filter((outcome) => outcome.kind === 'role' || outcome.kind === 'state') : judged;
}

function no(rule: string, message: string): RuleOutcome {
  return { kind: 'state', rule, met: false, fact: 'no', message, attested: false };
}
