import type { Evidence } from '../model/events/stageEvents.ts';
import type { RequestRow, VersionRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import { countApprovals, type CountedApprovals } from './countApprovals.ts';
import { evaluateGate, type GateFacts } from './evaluateGate.ts';
import type { Policy, Rule } from './policy.ts';
import { policyInForce, rulesOfStage, stageNamed } from './policyInForce.ts';
import { holdsOneOf, namesOfRoles } from './roles.ts';
import type { RuleOutcome } from './ruleOutcome.ts';
import { approvalText } from './ruleText.ts';
import { whoIs } from './whoIs.ts';

/** A version that somebody wants to put into a stage. */
export interface StageQuestion {
  readonly version: VersionRow;
  readonly stage: string;
  /** The tag by which it is named, or empty. */
  readonly tag: string;
  /** Member id of who promotes, and the roles held now. */
  readonly member: string;
  readonly roles: readonly string[];
  readonly evidence: readonly Evidence[];
}

export interface StageJudgement {
  /** Nothing stands against it. */
  readonly allowed: boolean;
  /** Only approvals are lacking: a request can be opened. */
  readonly lacksApprovals: boolean;
  /** Somebody with these roles may do it in spite of the rules, with a reason. */
  readonly overridable: boolean;
  /** At least one rule of the policy is for this stage and model. */
  readonly protected: boolean;
  readonly outcomes: readonly RuleOutcome[];
  /** Approvals that count, and how many are needed; 0 of 0 where none are. */
  readonly approvals: { readonly given: number; readonly needed: number };
  readonly request: RequestRow | undefined;
}

/**
 * Judges a promotion by the policy in force: the one place where the rules of stages live. `explain` shows it, `decide`
 * refuses by it, and `apply` judges each event by it again.
 */
export function judgeStage(view: CatalogueView, question: StageQuestion): StageJudgement {
  const { version, stage } = question;
  const { policy } = policyInForce(view);
  const states = stateOutcomes(view, question);
  const rules = rulesOfStage(view, policy, version.model, stage);
  const left = stageLeft(view, question);
  const request = view.openRequests({ model: version.model, stage, version: version.id })[0];
  const counts = rules.map((rule) => ({ rule, ...(rule.approvals.count === 0 ? NOT_ASKED : countApprovals(view, rule.approvals, question, request)) }));
  const demands = rules.length === 0 ? [roleOutcome(undefined, question, stage)] : ruleOutcomes(view, counts, question, left.stage);
  // A version that moves leaves its stage, and a protected stage is left only by who may change it.
  const leaving = left.rules.map((rule) => standing(roleOutcome(rule, question, left.stage ?? ''), policy, rule, 'by'));
  const outcomes = [...states, ...unique([...demands, ...leaving])];
  const unmet = outcomes.filter((outcome) => !outcome.met);
  const possible = states.every((outcome) => outcome.met);
  return {
    allowed: unmet.length === 0,
    lacksApprovals: possible && unmet.length > 0 && unmet.every((outcome) => outcome.kind === 'approvals'),
    overridable: possible && rules.length > 0 && rules.every((rule) => mayOverride(rule, question)) && left.rules.every((rule) => mayLeaveBy(rule, question)),
    protected: rules.length > 0,
    outcomes,
    approvals: approvalsOf(counts),
    request,
  };
}

/** What no role and no approval can change. */
function stateOutcomes(view: CatalogueView, { version, stage }: StageQuestion): RuleOutcome[] {
  const { policy } = policyInForce(view);
  if (stageNamed(policy, stage)?.name !== stage) {
    return [state('the stage exists', false, 'unknown', `There is no stage ${stage}. There are: ${policy.stages.map((one) => one.name).join(', ')}.`)];
  }
  if (view.isWithdrawn(version.id)) return [state('not withdrawn', false, 'withdrawn', `v${version.number} is withdrawn; it can hold no stage.`)];
  const holds = view.stageOf(version.id)?.stage;
  if (holds === stage) return [state('not there already', false, `in ${stage}`, `v${version.number} holds ${stage} already.`)];
  return [];
}

/** What gates look at; the same for every rule of one question. */
function gateFacts(view: CatalogueView, { version, stage, tag, evidence }: StageQuestion): GateFacts {
  // A stage that was emptied keeps its measure: what held it last is what a version must not be worse than.
  const holder = view.holders(version.model, stage)[0] ?? view.stageHistory(version.model, stage).findLast((row) => !view.isWithdrawn(row.version));
  const baseline = holder === undefined ? undefined : view.version(holder.version);
  return { view, tag, evidence, baseline, baselineTag: holder?.tag ?? '' };
}

/** The stage that the version holds now, with the rules of that stage. */
function stageLeft(view: CatalogueView, { version }: Pick<StageQuestion, 'version'>): { readonly stage: string | undefined; readonly rules: readonly Rule[] } {
  const stage = view.stageOf(version.id)?.stage;
  return { stage, rules: stage === undefined ? [] : rulesOfStage(view, policyInForce(view).policy, version.model, stage) };
}

/** A rule with the approvals that count for it. */
type CountedRule = CountedApprovals & { readonly rule: Rule };

const NOT_ASKED: CountedApprovals = { counted: [], why: [] };

function ruleOutcomes(view: CatalogueView, counts: readonly CountedRule[], question: StageQuestion, held: string | undefined): RuleOutcome[] {
  const facts = gateFacts(view, question);
  const { policy } = policyInForce(view);
  return counts.flatMap((counted) => {
    const { rule } = counted;
    return [
      standing(roleOutcome(rule, question, question.stage), policy, rule, 'by'),
      ...fromOutcomes(rule, question, held).map((outcome) => standing(outcome, policy, rule, 'from')),
      ...rule.gates.map((gate, i) => standing(evaluateGate(gate, question.version, facts), policy, rule, `gates[${i}]`)),
      ...approvalOutcomes(view, counted).map((outcome) => standing(outcome, policy, rule, 'approvals')),
    ];
  });
}

/** With the place of its demand in the policy. */
function standing(outcome: RuleOutcome, policy: Policy, rule: Rule, member: string): RuleOutcome {
  return { ...outcome, at: `rules[${policy.rules.indexOf(rule)}].${member}` };
}

/** Who overrides the rules of one stage must not break into another by it: they may change the one that is left, too. */
function mayLeaveBy(rule: Rule, question: StageQuestion): boolean {
  return mayOverride(rule, question) || holdsOneOf(question.roles, rule.by, 'maintain');
}

function mayOverride(rule: Rule, { roles }: StageQuestion): boolean {
  return roles.some((role) => rule.override.includes(role));
}

/** Judges that a version leaves the stage that it holds, and nothing takes its place. */
export function judgeDemotion(view: CatalogueView, { model, stage }: { readonly model: string; readonly stage: string }, roles: readonly string[]): readonly RuleOutcome[] {
  const { policy } = policyInForce(view);
  const rules = rulesOfStage(view, policy, model, stage);
  return rules.length === 0 ? [roleOutcome(undefined, { roles }, stage)] : unique(rules.map((rule) => standing(roleOutcome(rule, { roles }, stage), policy, rule, 'by')));
}

/** Whether the roles let somebody change a stage, by one rule or, where there is none, by what roles give. */
export function roleOutcome(rule: Rule | undefined, { roles }: Pick<StageQuestion, 'roles'>, stage: string): RuleOutcome {
  const wanted = namesOfRoles(rule?.by ?? [], 'maintain');
  const met = holdsOneOf(roles, rule?.by ?? [], 'maintain');
  const fact = roles.length === 0 ? 'no member' : roles.join(', ');
  return { kind: 'role', rule: `by ${wanted}`, met, fact, attested: false, message: met ? `You may change ${stage}.` : `Only ${wanted} may change ${stage}; you are ${fact}.` };
}

function fromOutcomes(rule: Rule, { version, stage }: StageQuestion, held: string | undefined): RuleOutcome[] {
  if (rule.from.length === 0) return [];
  const met = held !== undefined && rule.from.includes(held);
  const wanted = rule.from.join(' or ');
  const message = met ? `v${version.number} comes from ${held}.` : `Only a version in ${wanted} goes to ${stage}; v${version.number} is ${held === undefined ? 'in no stage' : `in ${held}`}.`;
  return [{ kind: 'from', rule: `from ${wanted}`, met, fact: held ?? 'no stage', attested: false, message }];
}

function approvalOutcomes(view: CatalogueView, { rule, counted, why }: CountedRule): RuleOutcome[] {
  const { count } = rule.approvals;
  if (count === 0) return [];
  const met = counted.length >= count;
  const wanted = `${count} approval${count === 1 ? '' : 's'} by ${namesOfRoles(rule.approvals.from, 'review')}`;
  const given = counted.length === 0 ? 'none' : counted.map((approval) => whoIs(view, approval.member, approval.author)).join(', ');
  const aside = why.length === 0 ? '' : ` ${why.join(' ')}`;
  return [{ kind: 'approvals', rule: approvalText(rule.approvals) ?? wanted, met, fact: `${counted.length} of ${count}: ${given}`, attested: false, message: met ? `Approved by ${given}.` : `It needs ${wanted}; ${counted.length} of ${count} given.${aside}` }];
}

/** Of the rule that lacks the most approvals or, among such, needs the most. */
function approvalsOf(counts: readonly CountedRule[]): StageJudgement['approvals'] {
  const of = counts.map(({ rule, counted }) => ({ given: Math.min(counted.length, rule.approvals.count), needed: rule.approvals.count }));
  const [first] = of.toSorted((a, b) => b.needed - b.given - (a.needed - a.given) || b.needed - a.needed);
  return first ?? { given: 0, needed: 0 };
}

function state(rule: string, met: boolean, fact: string, message: string): RuleOutcome {
  return { kind: 'state', rule, met, fact, message, attested: false };
}

/** Two rules may demand the same; it is said once. */
function unique(outcomes: readonly RuleOutcome[]): RuleOutcome[] {
  const seen = new Set<string>();
  return outcomes.filter(({ rule, met, fact }) => {
    const key = `${rule}\n${met}\n${fact}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
