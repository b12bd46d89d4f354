import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Gate, Policy, Rule } from '../../../../src/core/policy/policy.ts';
import { policyProblems } from '../../../../src/core/policy/policyFlaw.ts';
import { policyShape } from '../../../../src/core/policy/policyShape.ts';
import { policySourceJson } from '../../../../src/core/policy/policySourceJson.ts';
import { readPolicy, type ReadPolicy } from '../../../../src/core/policy/readPolicy.ts';
import type { MetricDirection } from '../../../../src/core/policy/readRule.ts';
import { parseStrictJson } from '../../../../src/core/text/strictJson.ts';

const F1: MetricDirection = { model: 'fraud', metric: 'f1', direction: 'max' };

function read(source: object | string, directions: readonly MetricDirection[] = [F1]): ReadPolicy {
  return readPolicy(parseStrictJson(typeof source === 'string' ? source : JSON.stringify(source), { maxDepth: 64, maxBytes: 10_000_000 }), directions);
}

/** `rules[0].stage: There is no stage Live.` */
function problems(source: object | string, directions?: readonly MetricDirection[]): readonly string[] {
  return read(source, directions).problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function rule(members: object): object {
  return { rules: [{ models: '*', stage: 'Production', ...members }] };
}

describe('a policy is read', () => {
  test('with everything that it leaves out written out', () => {
    expect(read({ rules: [{ models: 'fraud', stage: 'Production' }] }).policy).toEqual({
      v: 1,
      stages: [{ name: 'Staging', holders: 'one', replaced: '' }, { name: 'Production', holders: 'one', replaced: 'Archived' }, { name: 'Archived', holders: 'many', replaced: '' }],
      roles: [],
      rules: [{ models: ['fraud'], stage: 'Production', branch: '', from: [], by: [], approvals: { count: 0, from: [], notAuthor: false, notPromoter: false, expiresAfterVersions: 0 }, gates: [], rollback: 'rules', override: [] }],
    } satisfies Policy);
  });

  test('with numbers exactly as they are written, whether as numbers or as text', () => {
    const { policy } = read('{"rules": [{"models": "*", "stage": "Production", "gates": [{"metric": "f1", "atLeast": 0.930}, {"metric": "f1", "atMost": "1e400"}, {"metric": "loss", "atMost": 12345678901234567890.1}, {"metric": "f1", "notWorseThanBaselineBy": 1e-2}]}]}');
    expect(policy?.rules[0]?.gates.map((gate) => ('bound' in gate ? gate.bound : 'tolerance' in gate ? gate.tolerance : ''))).toEqual(['0.930', '1e400', '12345678901234567890.1', '1e-2']);
  });

  test('back from the form in which it is shown', () => {
    fc.assert(fc.property(policies, (policy) => {
      expect(read(policySourceJson(policy) as object, [])).toEqual({ policy, problems: [] });
    }));
  });

  test('whatever the text says: it is fit for the ledger, or what is wrong is told by a path', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), mangled), (text) => {
      const { policy, problems: found } = read(text);
      if (policy === undefined) expect(found.length).toBeGreaterThan(0);
      else expect([found, policyShape(policy, 'policy'), policyProblems(policy)]).toEqual([[], undefined, []]);
    }), { numRuns: 500 });
  });
});

describe('the direction of a compared metric', () => {
  const gate = rule({ gates: [{ metric: 'f1', notWorseThanBaselineBy: '1%' }] });

  test('is copied from the models that the rule is for', () => {
    expect(read(gate).policy?.rules[0]?.gates[0]).toMatchObject({ direction: 'max', tolerance: '1%' });
    expect(read(rule({ gates: [{ metric: 'loss', notWorseThanBaselineBy: '0.1', direction: 'min' }] })).policy?.rules[0]?.gates[0]).toMatchObject({ direction: 'min' });
  });

  test('is an error where nobody says it, and where models differ', () => {
    expect(problems(gate, [])).toEqual(['rules.0.gates.0: Which way is f1 better? Say "direction": "max" or "min" here, or beside "metric" of the model in "models".']);
    expect(problems(rule({ models: 'churn', gates: [{ metric: 'f1', notWorseThanBaselineBy: '1%' }] }))).toHaveLength(1);
    expect(problems(gate, [F1, { model: 'churn', metric: 'f1', direction: 'min' }])).toEqual(['rules.0.gates.0: f1 is better the lower it is for churn, and the higher it is for fraud: write a rule for each.']);
    expect(problems(rule({ gates: [{ metric: 'f1', notWorseThanBaselineBy: '1%', direction: 'min' }] }))).toEqual(['rules.0.gates.0: f1 is better the higher it is for fraud, and the lower it is by this gate.']);
  });
});

describe('bad input', () => {
  test.each<readonly [what: string, source: object | string, ...told: readonly string[]]>([
    ['no object', '[]', ': A policy is an object with stages, roles, rules.'],
    ['unknown members', { stage: [], rules: [{ models: '*', stage: 'Production', gate: [], approvals: { count: 1, notauthor: true } }] }, 'stage: "stage" is not known here (did you mean "stages"?).', 'rules.0.gate: "gate" is not known here (did you mean "gates"?).', 'rules.0.approvals.notauthor: "notauthor" is not known here (did you mean "notAuthor"?).'],
    ['an unknown gate', rule({ gates: [{ metrc: 'f1', atLeast: 1 }] }), 'rules.0.gates.0.metrc: "metrc" is not known here (did you mean "metric"?).', 'rules.0.gates.0.atLeast: "atLeast" is not known here.', 'rules.0.gates.0: A gate names what it looks at: metric, code, data, doubts, missing, sizeAtMost, label, tag, commit, bytes.'],
    ['two gates in one', rule({ gates: [{ metric: 'f1', atLeast: 1, atMost: 2 }, { code: 'clean', data: 'captured' }] }), 'rules.0.gates.0: A gate demands one thing; this one has "atLeast" and "atMost". Write one gate for each.', 'rules.0.gates.1: A gate looks at one thing; this one names "code" and "data". Write one gate for each.'],
    ['NaN and text for a number', rule({ gates: [{ metric: 'f1', atLeast: 'NaN' }, { metric: 'f1', atMost: 'high' }, { metric: 'f1', atLeast: true }, { metric: 'f1', notWorseThanBaselineBy: '-1%', direction: 'max' }] }), 'rules.0.gates.0.atLeast: "NaN" is no number; a bound is one, such as "0.93".', 'rules.0.gates.1.atMost: "high" is no number; a bound is one, such as "0.93".', 'rules.0.gates.2.atLeast: It is no number; a bound is one, such as "0.93".', 'rules.0.gates.3.notWorseThanBaselineBy: It is an amount such as "0.01", or a percentage of the baseline such as "1%"; not negative.'],
    ['an endless number', rule({ gates: [{ metric: 'f1', atLeast: '9'.repeat(65) }] }), `rules.0.gates.0.atLeast: "${'9'.repeat(65)}" is no number; a bound is one, such as "0.93".`],
    ['sizes that are none', rule({ gates: [{ sizeAtMost: '2 GBs' }, { sizeAtMost: -1 }, { sizeAtMost: 0.5 }] }), ...[0, 1, 2].map((i) => `rules.0.gates.${i}.sizeAtMost: It is a number of bytes, or a text such as "2 GB" or "1.5 GiB".`)],
    ['who evaluates, of a committed number', rule({ gates: [{ metric: 'f1', atLeast: 1, by: ['admin'] }] }), 'rules.0.gates.0.by: "by" is about evaluations; it goes with "from": "evaluation".'],
    ['words that are not known', rule({ rollback: 'fre', gates: [{ code: 'cleen' }, { doubts: [] }, { doubts: ['code.headMooved', 'haste'] }] }), 'rules.0.gates.0.code: It is "clean".', 'rules.0.gates.1.doubts: The list is empty; "none" means no doubt at all.', 'rules.0.gates.2.doubts.0: "code.headMooved" is no code of a doubt (did you mean "code.headMoved"?).', 'rules.0.gates.2.doubts.1: "haste" is no code of a doubt.', 'rules.0.rollback: It is "rules" or "free" (did you mean "free"?).'],
    ['impossible counts', rule({ approvals: { count: 101 } }), 'rules.0.approvals.count: It is a whole number from 0 to 100.'],
    ['parts of a member', rule({ approvals: { count: 1.5, expiresAfterVersions: -1 } }), 'rules.0.approvals.count: It is a whole number from 0 to 100.', 'rules.0.approvals.expiresAfterVersions: It is a whole number from 0 to 1000000.'],
    ['no models', { rules: [{ stage: 'Production' }] }, 'rules.0: A rule names the models that it is for; "models": "*" is all of them.'],
    ['a stage and a branch', rule({ branch: 'main' }), 'rules.0.branch: A rule is for one stage or for one branch.'],
    ['a stage that the policy does not have', { stages: [{ name: 'Live' }], rules: [{ models: '*', stage: 'Production', from: ['Staging'] }] }, 'rules.0.stage: There is no stage Production. There are: Live.', 'rules.0.from.0: There is no stage Staging. There are: Live.'],
    ['roles that nobody declares', rule({ by: ['release-manager'] }), 'rules.0.by.0: There is no role release-manager. Declare it in "roles", or use admin, maintainer, reviewer, contributor, reader.'],
    ...['fra?d', '[f]raud', '!fraud', 'fraud ', 'fr\u0430ud', '{a,b}'].map((glob): [string, object, string] => [`a glob that no name can match: ${glob}`, { rules: [{ models: glob, stage: 'Production' }] }, `rules.0.models.0: ${JSON.stringify(glob)} can be the name of no model, so the rule would guard nothing. Of wildcards there is only "*", any characters.`]),
    ['rules that let a version come from different stages', { rules: [{ models: '*', stage: 'Production', from: ['Staging'] }, { models: 'fraud', stage: 'Production', from: ['Archived'] }] }, 'rules.1.from: No version can ever reach Production: this rule lets it come from Archived, another from Staging, and each must be met.'],
    ['circles', { rules: [{ models: '*', stage: 'Production', from: ['Staging'] }, { models: '*', stage: 'Staging', from: ['Production'] }] }, ...['Production', 'Staging'].map((stage, i) => `rules.${i}.from: No version can ever reach ${stage}: it is entered from ${i === 0 ? 'Staging' : 'Production'}, which cannot be reached either.`)],
    ['bounds that leave nothing', rule({ gates: [{ metric: 'f1', atLeast: '0.9' }, { metric: 'f1', atMost: '0.8' }] }), 'rules.0.gates.1: f1 cannot be at least 0.9 and at most 0.8.'],
    ['two stages of one name', { stages: [{ name: 'Live' }, { name: 'live' }] }, 'stages.1.name: Two stages are called live.'],
    ['characters that act', { roles: ['a\u001b[31m'], rules: [{ models: 'fra\u202eud', stage: 'Production', gates: [{ metric: 'f1\n' }] }] }, 'roles.0: A role holds a character that acts instead of showing: a\\x1b[31m', 'rules.0.models: The name of a model, or a glob over names, holds a character that acts instead of showing: fra\\u202eud', 'rules.0.gates.0.metric: The name of a metric holds a character that acts instead of showing: f1\\n'],
  ])('%s', (_what, source, ...told) => {
    expect(problems(source)).toEqual(told);
  });

  test('that is huge is refused, and not told a thousand times', () => {
    const rules = Array.from({ length: 501 }, () => ({ models: '*', stage: 'Production' }));
    expect(problems({ rules })).toEqual(['rules: It has more than 500 members.']);
    expect(problems({ rules: rules.slice(1).map((one) => ({ ...one, models: Array.from({ length: 100 }, (_, i) => `model-${i}`) })) })).toEqual([expect.stringMatching(/^: The policy is too large: \d+ characters, at most 262144 are allowed\.$/)]);
    expect(problems({ rules: rules.map(() => ({ model: 1 })) })).toHaveLength(100);
    expect(problems(rule({ models: 'x'.repeat(257) }))).toEqual(['rules.0.models.0: It is longer than 256.']);
  });
});

const name = fc.constantFrom('f1', 'val.loss', 'recall');
const number = fc.constantFrom('0', '0.93', '1e-3', '-2', '12345678901234567890.5');
const roles = fc.uniqueArray(fc.constantFrom('admin', 'maintainer', 'reviewer', 'release-manager'), { maxLength: 3 });
const source = fc.oneof(fc.constant({ from: 'commit' as const, by: [], notAuthor: false }), fc.record({ from: fc.constant('evaluation' as const), by: roles, notAuthor: fc.boolean() }));
const gate: fc.Arbitrary<Gate> = fc.oneof(
  fc.tuple(name, number, source).map(([metric, bound, from]) => ({ kind: 'metricAtLeast' as const, metric, bound, ...from })),
  fc.tuple(name, source).map(([metric, from]) => ({ kind: 'metricPresent' as const, metric, ...from })),
  fc.tuple(name, fc.constantFrom('max' as const, 'min' as const), fc.constantFrom('0.01', '1%', '0'), source).map(([metric, direction, tolerance, from]) => ({ kind: 'notWorseThanBaseline' as const, metric, direction, tolerance, ...from })),
  fc.constantFrom<Gate>({ kind: 'codeClean' }, { kind: 'dataCaptured' }, { kind: 'nothingMissing' }, { kind: 'tagged' }, { kind: 'commitOnRemote' }, { kind: 'bytesRehashed' }),
  fc.uniqueArray(fc.constantFrom('data.newer', 'params.newer'), { maxLength: 2 }).map((codes) => ({ kind: 'noDoubts' as const, codes })),
  fc.maxSafeNat().map((bytes) => ({ kind: 'sizeAtMost' as const, bytes })),
  fc.constantFrom('', 'risk').map((value) => ({ kind: 'label' as const, name: 'team', value })),
);
const approvals = fc.oneof(fc.constant({ count: 0, from: [], notAuthor: false, notPromoter: false, expiresAfterVersions: 0 }), fc.record({ count: fc.integer({ min: 1, max: 100 }), from: roles, notAuthor: fc.boolean(), notPromoter: fc.boolean(), expiresAfterVersions: fc.nat(1_000_000) }));
const stageRule: fc.Arbitrary<Rule> = fc.record({
  models: fc.uniqueArray(fc.constantFrom('*', 'fraud-*', 'churn'), { minLength: 1 }),
  stage: fc.constantFrom('Staging', 'Production'),
  branch: fc.constant(''),
  from: fc.constantFrom<readonly string[]>([], ['Canary']),
  by: roles,
  approvals,
  gates: fc.array(gate, { maxLength: 4 }),
  rollback: fc.constantFrom('free' as const, 'rules' as const),
  override: roles,
});
const policies: fc.Arbitrary<Policy> = fc.array(stageRule, { maxLength: 4 }).map((rules) => ({
  v: 1,
  stages: [{ name: 'Staging', holders: 'one', replaced: '' }, { name: 'Canary', holders: 'many', replaced: '' }, { name: 'Production', holders: 'one', replaced: 'Canary' }],
  roles: ['release-manager'],
  rules,
}));
/** A policy in which one character is another one. */
const mangled = fc.tuple(policies, fc.nat(), fc.constantFrom('"', '0', ' ', 'x', '[', '1')).map(([policy, at, char]) => {
  const text = JSON.stringify(policySourceJson(policy));
  const changed = text.slice(0, at % text.length) + char + text.slice((at % text.length) + 1);
  try {
    JSON.parse(changed);
    parseStrictJson(changed, { maxDepth: 64, maxBytes: 10_000_000 });
    return changed;
  } catch {
    return text;
  }
});
