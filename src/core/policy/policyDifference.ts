import { canonicalJson, type Json } from '../text/canonicalJson.ts';
import { compareDecimals, parseDecimal } from '../text/decimal.ts';
import { gateText } from './gateText.ts';
import type { ApprovalRule, Gate, Policy, Rule } from './policy.ts';
import { rolesWithRight } from './roles.ts';
import { aboutOf, approvalText, byText, fromText, overrideText, rightOf, ROLLBACKS, stageText } from './ruleText.ts';

/** What a change does to those who promote: `changed` where it is neither plainly stricter nor plainly looser. */
export type PolicyEffect = 'stricter' | 'looser' | 'changed';

/** One difference between two policies, as people read it. */
export interface PolicyDifference {
  /** `Production of fraud-*`, `branch main of *`, `stage Canary`, `role release-manager`. */
  readonly about: string;
  readonly effect: PolicyEffect;
  /** What it said before and says after; absent where it said nothing. */
  readonly before?: string;
  readonly after?: string;
}

/** Everything in which a policy differs from the one before: stages, roles, then rule by rule. */
export function policyDifferences(before: Policy, after: Policy): readonly PolicyDifference[] {
  return [...stageDifferences(before, after), ...roleDifferences(before, after), ...pairRules(before.rules, after.rules).flatMap(([was, is]) => ruleDifferences(was, is))];
}

function stageDifferences(before: Policy, after: Policy): readonly PolicyDifference[] {
  const names = [...new Set([...before.stages, ...after.stages].map(({ name }) => name))];
  return names.flatMap((name) => {
    const [was, is] = [before, after].map(({ stages }) => {
      const stage = stages.find((one) => one.name === name);
      return stage === undefined ? undefined : stageText(stage);
    });
    return difference(`stage ${name}`, was, is, 'changed');
  });
}

function roleDifferences(before: Policy, after: Policy): readonly PolicyDifference[] {
  const roles = [...new Set([...before.roles, ...after.roles])];
  return roles.flatMap((role) => difference(`role ${role}`, before.roles.includes(role) ? 'declared' : undefined, after.roles.includes(role) ? 'declared' : undefined, 'changed'));
}

type Pair = readonly [Rule | undefined, Rule | undefined];

/** Rules of one target and the same models belong together, then those of one target, in their order. */
function pairRules(before: readonly Rule[], after: readonly Rule[]): readonly Pair[] {
  const [left, right] = [[...before], [...after]];
  const pairs = new Map<Rule, Rule>();
  for (const same of [(a: Rule, b: Rule) => aboutOf(a) === aboutOf(b), (a: Rule, b: Rule) => a.stage === b.stage && a.branch === b.branch]) {
    for (const rule of right.filter((one) => !pairs.has(one))) {
      const at = left.findIndex((one) => same(one, rule));
      if (at >= 0) pairs.set(rule, left.splice(at, 1)[0] as Rule);
    }
  }
  return [...right.map((rule): Pair => [pairs.get(rule), rule]), ...left.map((rule): Pair => [rule, undefined])];
}

/** What holds for a stage or a branch without a rule. */
function noRule({ stage, branch }: Rule): Rule {
  return { models: [], stage, branch, from: [], by: [], approvals: { count: 0, from: [], notAuthor: false, notPromoter: false, expiresAfterVersions: 0 }, gates: [], rollback: 'rules', override: [] };
}

function ruleDifferences(was: Rule | undefined, is: Rule | undefined): readonly PolicyDifference[] {
  const named = (is ?? was) as Rule;
  const [left, right, about] = [was ?? noRule(named), is ?? noRule(named), aboutOf(named)];
  const [may, might] = [left, right].map((rule) => rolesWithRight(rule.by, rightOf(rule))) as [readonly string[], readonly string[]];
  const details = [
    ...(was === undefined || is === undefined ? [] : difference(about, `for ${was.models.join(', ')}`, `for ${is.models.join(', ')}`, 'changed')),
    ...(sameSet(may, might) ? [] : difference(about, byText(left), byText(right), narrowed(may, might))),
    ...(sameSet(left.from, right.from) ? [] : difference(about, fromText(left), fromText(right), narrowed(left.from, right.from))),
    ...approvalDifferences(about, left.approvals, right.approvals),
    ...gateDifferences(about, left.gates, right.gates),
    ...rollbackDifference(about, was?.rollback, is?.rollback),
    ...(sameSet(left.override, right.override) ? [] : difference(about, overrideText(left), overrideText(right), was === undefined || is === undefined ? 'changed' : right.override.every((role) => left.override.includes(role)) ? 'stricter' : 'looser')),
  ];
  if (details.length > 0 || (was !== undefined && is !== undefined)) return details;
  return difference(about, was === undefined ? undefined : BARE, is === undefined ? undefined : BARE, 'changed');
}

const BARE = 'a rule without demands';

/** A rule that comes or goes is told by its demands; of rollback only that it is free. */
function rollbackDifference(about: string, was: Rule['rollback'] | undefined, is: Rule['rollback'] | undefined): readonly PolicyDifference[] {
  if (was === is) return [];
  if (was !== undefined && is !== undefined) return difference(about, ROLLBACKS[was], ROLLBACKS[is], is === 'free' ? 'looser' : 'stricter');
  return difference(about, was === 'free' ? ROLLBACKS.free : undefined, is === 'free' ? ROLLBACKS.free : undefined, 'changed');
}

/** Of lists that let in what they name, and everything where they name nothing. */
function narrowed(before: readonly string[], after: readonly string[]): PolicyEffect {
  if (before.length === 0) return 'stricter';
  if (after.length === 0) return 'looser';
  return after.every((one) => before.includes(one)) ? 'stricter' : before.every((one) => after.includes(one)) ? 'looser' : 'changed';
}

function approvalDifferences(about: string, left: ApprovalRule, right: ApprovalRule): readonly PolicyDifference[] {
  const [from, to] = [left, right].map((rule) => rolesWithRight(rule.from, 'review')) as [readonly string[], readonly string[]];
  const lasts = ({ expiresAfterVersions }: ApprovalRule): number => expiresAfterVersions || Number.MAX_SAFE_INTEGER;
  const effects = [
    byOrder(right.count - left.count),
    ...(left.count === 0 || right.count === 0 ? [] : [
      ...(sameSet(from, to) ? [] : [narrowed(from, to)]),
      byOrder(Number(right.notAuthor) - Number(left.notAuthor)),
      byOrder(Number(right.notPromoter) - Number(left.notPromoter)),
      byOrder(lasts(left) - lasts(right)),
    ]),
  ].filter((effect) => effect !== undefined);
  return difference(about, approvalText(left), approvalText(right), new Set(effects).size === 1 ? (effects[0] as PolicyEffect) : 'changed');
}

function byOrder(order: number): PolicyEffect | undefined {
  return order === 0 ? undefined : order > 0 ? 'stricter' : 'looser';
}

function gateDifferences(about: string, left: readonly Gate[], right: readonly Gate[]): readonly PolicyDifference[] {
  const [before, after] = [left, right].map((gates) => new Map(gates.map((gate) => [canonicalJson(gate as unknown as Json), gate])));
  const gone = [...(before ?? [])].filter(([key]) => !after?.has(key)).map(([, gate]) => gate);
  const fresh = [...(after ?? [])].filter(([key]) => !before?.has(key)).map(([, gate]) => gate);
  return [
    ...fresh.flatMap((gate) => {
      const at = gone.findIndex((one) => one.kind === gate.kind && subjectOf(one) === subjectOf(gate));
      const was = at < 0 ? undefined : gone.splice(at, 1)[0];
      return difference(about, was === undefined ? undefined : gateText(was), gateText(gate), was === undefined ? 'stricter' : gateEffect(was, gate));
    }),
    ...gone.flatMap((gate) => difference(about, gateText(gate), undefined, 'looser')),
  ];
}

function subjectOf(gate: Gate): string {
  return 'metric' in gate ? gate.metric : gate.kind === 'label' ? gate.name : '';
}

/** Of two gates of one kind over the same metric. */
function gateEffect(was: Gate, is: Gate): PolicyEffect {
  if (was.kind === 'sizeAtMost' && is.kind === 'sizeAtMost') return is.bytes < was.bytes ? 'stricter' : 'looser';
  const [left, right] = [was, is].map((gate) => ('bound' in gate ? parseDecimal(gate.bound) : 'tolerance' in gate ? parseDecimal(gate.tolerance.replace(/%$/, '')) : undefined));
  if (left === undefined || right === undefined || restOf(was) !== restOf(is)) return 'changed';
  return byOrder(compareDecimals(right, left) * (is.kind === 'metricAtLeast' ? 1 : -1)) ?? 'changed';
}

/** Everything of a metric gate but the number. */
function restOf(gate: Gate): string {
  return canonicalJson({ ...gate, ...('bound' in gate ? { bound: '' } : {}), ...('tolerance' in gate ? { tolerance: gate.tolerance.endsWith('%') ? '%' : '' } : {}) });
}

function difference(about: string, before: string | undefined, after: string | undefined, effect: PolicyEffect): readonly PolicyDifference[] {
  if (before === after) return [];
  return [{ about, effect, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}
