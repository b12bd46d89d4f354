import type { StageExplanation, StagePeriod } from '../../core/operations/stageOperations.ts';
import type { RuleOutcome } from '../../core/policy/ruleOutcome.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { inertLabel } from './inertLabel.ts';
import { joinFacts } from './joinFacts.ts';
import { t } from './translate.ts';

/** What a choice of a stage would come to. */
export type StageVerdict = 'holds' | 'allowed' | 'requests' | 'requested' | 'refused';

/** What the rules will do with a promotion; `present`: stages that the version holds. */
export function verdictOf(explanation: StageExplanation, present: readonly string[]): StageVerdict {
  if (present.includes(explanation.stage)) return 'holds';
  if (explanation.allowed) return 'allowed';
  if (!explanation.lacksApprovals) return 'refused';
  return explanation.request === undefined ? 'requests' : 'requested';
}

/** Icons that say of a verdict what the words beside it say. */
const VERDICT_ICONS: Readonly<Record<StageVerdict, string>> = { holds: 'check', allowed: 'pass', requests: 'bell', requested: 'watch', refused: 'circle-slash' };

/** A stage as a choice: its name with the verdict's icon, the verdict in a few words, who holds it, and below why it is refused. */
export function stageRow(explanation: StageExplanation, verdict: StageVerdict, holder: StagePeriod | undefined, now: number): { readonly label: string; readonly description: string; readonly detail?: string } {
  const refused = verdict === 'refused';
  return {
    label: `$(${VERDICT_ICONS[verdict]}) ${inertLabel(explanation.stage, 64)}`,
    description: joinFacts(refused ? t('refused') : verdictText(explanation, verdict), verdict === 'holds' ? '' : heldText(holder, now)),
    ...(refused ? { detail: inertLabel(refusalOf(explanation.rules), 300) } : {}),
  };
}

/** The verdict in one line: `allowed`, `needs 2 approvals: opens a request`, `refused: f1 is 0.91, …`. */
export function verdictText(explanation: StageExplanation, verdict: StageVerdict): string {
  const { given, needed } = explanation.approvals;
  switch (verdict) {
    case 'holds':
      return t('holds it now');
    case 'allowed':
      return t('allowed');
    case 'requests':
      return needed - given === 1 ? t('needs 1 approval: opens a request') : t('needs {0} approvals: opens a request', needed - given);
    case 'requested':
      return t('{0} of {1} approvals: waits', given, needed);
    case 'refused':
      return t('refused: {0}', inertLabel(refusalOf(explanation.rules), 120));
  }
}

/** The sentence of the first rule that is not met; approvals come last, since only other rules refuse. */
export function refusalOf(rules: readonly RuleOutcome[]): string {
  const unmet = rules.filter((rule) => !rule.met);
  return (unmet.find((rule) => rule.kind !== 'approvals') ?? unmet[0])?.message ?? t('The policy does not allow it.');
}

/** `held by v9 (1.4.0), 9 d ago`; empty when nobody holds it. */
export function heldText(holder: StagePeriod | undefined, now: number): string {
  if (holder === undefined) return '';
  const name = holder.tag === undefined ? `v${holder.number}` : `v${holder.number} (${inertLabel(holder.tag, 64)})`;
  return t('held by {0}, {1}', name, formatAge(holder.since, now));
}

/** One rule as a row: met or not, what it asks, what was found. */
export function ruleRow(rule: RuleOutcome): { readonly label: string; readonly description: string; readonly detail?: string } {
  return {
    label: `$(${rule.met ? 'pass' : 'error'}) ${inertLabel(rule.rule, 120)}`,
    description: joinFacts(rule.met ? t('met') : t('not met'), inertLabel(rule.fact, 120), rule.met && rule.attested ? t('vouched for') : ''),
    ...(rule.met ? {} : { detail: inertLabel(rule.message, 300) }),
  };
}

/** `fraud` of `fraud:v12`. */
export function modelOf(ref: string): string {
  return ref.slice(0, ref.lastIndexOf(':'));
}

/** `fraud v12` of `fraud:v12`; inert. */
export function spokenRef(ref: string): string {
  return inertLabel(`${modelOf(ref)} ${ref.slice(ref.lastIndexOf(':') + 1)}`);
}
