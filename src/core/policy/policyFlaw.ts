import { compareDecimals, parseDecimal, type Decimal } from '../text/decimal.ts';
import { ATTESTED_GATES, type Gate, type Policy, type Rule } from './policy.ts';
import { BUILT_IN_ROLES } from './roles.ts';

/** What is wrong with a policy, and where: a path into the normalised policy, such as `['rules', 0, 'stage']`. */
export interface PolicyProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What names of models are made of, and `*`. */
const MODEL_GLOB = /^[A-Za-z0-9._/*-]+$/;

/** The first thing that makes a policy unfit to be applied. */
export function policyFlaw(policy: Policy): string | undefined {
  return policyProblems(policy)[0]?.message;
}

/** Everything in a well-formed policy that contradicts itself or can never hold. */
export function policyProblems(policy: Policy): readonly PolicyProblem[] {
  const rules = policy.rules.flatMap((rule, i) => ruleProblems(policy, rule).map(({ path, message }) => ({ path: ['rules', i, ...path], message })));
  return [...stageProblems(policy), ...roleProblems(policy), ...rules, ...reachProblems(policy)];
}

function stageProblems({ stages, rules }: Policy): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  if (stages.length === 0) problems.push({ path: ['stages'], message: 'A policy has at least one stage.' });
  stages.forEach((stage, i) => {
    const path = ['stages', i];
    const say = (message: string, member = 'name'): void => void problems.push({ path: [...path, member], message });
    if (stages.findIndex((one) => one.name.toLowerCase() === stage.name.toLowerCase()) < i) say(`Two stages are called ${stage.name}.`);
    if (stage.replaced === '') return;
    const target = stages.find((one) => one.name === stage.replaced);
    if (target === undefined) say(`What ${stage.name} replaces goes to ${stage.replaced}, and there is no such stage.`, 'replaced');
    else if (target.holders === 'one') say(`What ${stage.name} replaces goes to ${stage.replaced}, which must then hold many.`, 'replaced');
    else if (stage.holders === 'many') say(`${stage.name} holds many versions and replaces none.`, 'replaced');
    else if (rules.some((rule) => rule.stage === stage.replaced)) say(`What ${stage.name} replaces goes to ${stage.replaced} by itself, so ${stage.replaced} can have no rules.`, 'replaced');
  });
  return problems;
}

function roleProblems({ roles }: Policy): PolicyProblem[] {
  return roles.flatMap((role, i) => {
    if ((BUILT_IN_ROLES as readonly string[]).includes(role)) return [{ path: ['roles', i], message: `${role} is a role of every registry; it is not declared.` }];
    return roles.indexOf(role) < i ? [{ path: ['roles', i], message: `The role ${role} is declared twice.` }] : [];
  });
}

function ruleProblems(policy: Policy, rule: Rule): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const say = (message: string, ...path: (string | number)[]): void => void problems.push({ path, message });
  rule.models.forEach((glob, i) => {
    if (!MODEL_GLOB.test(glob)) say(`${JSON.stringify(glob)} can be the name of no model, so the rule would guard nothing. Of wildcards there is only "*", any characters.`, 'models', i);
  });
  if (rule.models.length === 0) say('A rule names the models that it is for; "*" is all of them.', 'models');
  if ((rule.stage === '') === (rule.branch === '')) say('A rule is for one stage or for one branch.', rule.stage === '' ? 'stage' : 'branch');
  const names = policy.stages.map((stage) => stage.name);
  if (rule.stage !== '' && !names.includes(rule.stage)) say(`There is no stage ${rule.stage}. There are: ${names.join(', ')}.`, 'stage');
  rule.from.forEach((from, i) => {
    if (!names.includes(from)) say(`There is no stage ${from}. There are: ${names.join(', ')}.`, 'from', i);
    if (from === rule.stage) say(`A version cannot come to ${from} from ${from}.`, 'from', i);
  });
  for (const [member, roles] of [['by', rule.by], ['override', rule.override]] as const) roles.forEach((role, i) => knownRole(policy, role, say, member, i));
  rule.approvals.from.forEach((role, i) => knownRole(policy, role, say, 'approvals', 'from', i));
  rule.gates.forEach((gate, i) => {
    if ('by' in gate) gate.by.forEach((role, j) => knownRole(policy, role, say, 'gates', i, 'by', j));
  });
  if (rule.branch !== '') branchProblems(rule, say);
  contradictions(rule.gates, say);
  return problems;
}

type Say = (message: string, ...path: (string | number)[]) => void;

function knownRole(policy: Policy, role: string, say: Say, ...path: (string | number)[]): void {
  if (role === 'reader') return say('A reader changes nothing. Use another role.', ...path);
  if ([...BUILT_IN_ROLES, ...policy.roles].includes(role)) return;
  say(`There is no role ${role}. Declare it in "roles", or use ${BUILT_IN_ROLES.join(', ')}.`, ...path);
}

/** A commit is judged alone: nothing of it is in the registry yet that could be approved, evaluated or compared. */
function branchProblems(rule: Rule, say: Say): void {
  if (rule.approvals.count > 0) say('Approvals are asked for stages; a branch has none.', 'approvals');
  if (rule.from.length > 0) say('A branch is not entered from a stage.', 'from');
  if (rule.override.length > 0) say('A rule of a branch cannot be overridden.', 'override');
  rule.gates.forEach((gate, i) => {
    const early = gate.kind === 'notWorseThanBaseline' || gate.kind === 'label' || gate.kind === 'tagged' || ATTESTED_GATES.includes(gate.kind) || ('from' in gate && gate.from === 'evaluation');
    if (early) say('This gate looks at what a version has only after its commit; use it for a stage.', 'gates', i);
  });
}

/** Bounds of one metric that leave no number between them. */
function contradictions(gates: readonly Gate[], say: Say): void {
  gates.forEach((gate, i) => {
    if (gate.kind !== 'metricAtMost') return;
    const least = gates.find((one) => one.kind === 'metricAtLeast' && one.metric === gate.metric && one.from === gate.from && compareDecimals(decimal(one.bound), decimal(gate.bound)) > 0);
    if (least?.kind === 'metricAtLeast') say(`${gate.metric} cannot be at least ${least.bound} and at most ${gate.bound}.`, 'gates', i);
  });
}

function decimal(text: string): Decimal {
  return parseDecimal(text) as Decimal;
}

/** Stages that no version can ever enter, because each rule's `from` leads back in a circle. */
function reachProblems({ stages, rules }: Policy): PolicyProblem[] {
  const open = new Set<string>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const { name } of stages) {
      const demands = rules.filter((rule) => rule.stage === name && rule.from.length > 0);
      if (open.has(name) || !demands.every((rule) => rule.from.some((from) => open.has(from)))) continue;
      open.add(name);
      grown = true;
    }
  }
  return rules.flatMap((rule, i) => {
    const other = disjointRule(rules.slice(0, i), rule);
    if (other !== undefined) return [{ path: ['rules', i, 'from'], message: `No version can ever reach ${rule.stage}: this rule lets it come from ${rule.from.join(' or ')}, another from ${other.from.join(' or ')}, and each must be met.` }];
    if (rule.stage === '' || open.has(rule.stage) || !stages.some((stage) => stage.name === rule.stage)) return [];
    return [{ path: ['rules', i, 'from'], message: `No version can ever reach ${rule.stage}: it is entered from ${rule.from.join(' or ')}, which cannot be reached either.` }];
  });
}

/** A rule of the same stage, for models that this one is for, too, that shares no stage to come from: a version holds one at a time. */
function disjointRule(before: readonly Rule[], rule: Rule): Rule | undefined {
  if (rule.stage === '' || rule.from.length === 0) return undefined;
  return before.find((one) => one.stage === rule.stage && one.from.length > 0 && sharesModels(one, rule) && !one.from.some((from) => rule.from.includes(from)));
}

/** Certain only where a glob is the same in both, or one is for all models. */
function sharesModels(one: Rule, other: Rule): boolean {
  return [one, other].some(({ models }) => models.includes('*')) || one.models.some((glob) => other.models.includes(glob));
}
