import fc from 'fast-check';
import type { Gate, MetricSource, Policy, Rule } from '../../../src/core/policy/policy.ts';

/** Numbers as people, programs and attackers write them. */
export const NUMBERS = ['0.9', '0.90', '9e-1', '0.95', '0.99', '-0', '0', '+.5', '1e400', '1e1000', '-1e1000', '1e-1000', '1e5000', 'NaN', 'Infinity', ' 1', '0x1', '1_0', ''] as const;

const roles = (...named: string[]): fc.Arbitrary<string[]> => fc.oneof({ weight: 2, arbitrary: fc.constant<string[]>([]) }, { weight: 3, arbitrary: fc.uniqueArray(fc.constantFrom(...named), { minLength: 1, maxLength: 2 }) });
const source: fc.Arbitrary<MetricSource> = fc.record({ from: fc.constantFrom('commit', 'evaluation', 'evaluation'), by: roles('evaluator', 'reviewer', 'contributor'), notAuthor: fc.boolean() });
const bound = fc.constantFrom('0.9', '0.9', '0.94', '-1e999', '0', '1e999');

const gate: fc.Arbitrary<Gate> = fc.oneof(
  fc.tuple(bound, source).map(([value, from]): Gate => ({ kind: 'metricAtLeast', metric: 'f1', bound: value, ...from })),
  fc.tuple(bound, source).map(([value, from]): Gate => ({ kind: 'metricAtMost', metric: 'loss', bound: value, ...from })),
  source.map((from): Gate => ({ kind: 'metricPresent', metric: 'f1', ...from })),
  fc.tuple(fc.constantFrom('max', 'min'), fc.constantFrom('0', '0.04', '1%', '100%', '1e-900%'), source).map(([direction, tolerance, from]): Gate => ({ kind: 'notWorseThanBaseline', metric: 'f1', direction, tolerance, ...from })),
  fc.constantFrom<Gate>({ kind: 'codeClean' }, { kind: 'dataCaptured' }, { kind: 'noDoubts', codes: [] }, { kind: 'noDoubts', codes: ['code.moved'] }, { kind: 'nothingMissing' }, { kind: 'sizeAtMost', bytes: 2 }),
  fc.constantFrom<Gate>({ kind: 'label', name: 'team', value: '' }, { kind: 'label', name: 'team', value: 'risk' }, { kind: 'tagged' }, { kind: 'commitOnRemote' }, { kind: 'bytesRehashed' }),
);

const approvals = fc.record({ count: fc.constantFrom(0, 1, 1, 2), from: roles('reviewer', 'evaluator', 'contributor', 'admin'), notAuthor: fc.boolean(), notPromoter: fc.boolean(), expiresAfterVersions: fc.constantFrom(0, 0, 1, 3) });

/** A rule for Staging, Production or Canary of some models. */
const rule: fc.Arbitrary<Rule> = fc.record({
  models: fc.constantFrom(['*'], ['*'], ['a'], ['PROD*'], ['b*', '*/a']),
  stage: fc.constantFrom('Staging', 'Production', 'Production', 'Canary'),
  branch: fc.constant(''),
  from: fc.constantFrom([], [], [], [], ['Staging'], ['Staging', 'Archived'], ['Archived']),
  by: roles('release-manager', 'maintainer', 'contributor', 'admin'),
  approvals,
  gates: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(gate, { maxLength: 2 }) }),
  rollback: fc.constantFrom('free', 'free', 'rules'),
  override: roles('admin', 'maintainer'),
});

/** Policies that may be applied, and some that may not. */
export const randomPolicy: fc.Arbitrary<Policy> = fc
  .record({ rules: fc.array(rule, { maxLength: 3 }), canary: fc.constantFrom('one', 'many'), production: fc.constantFrom('one', 'one', 'many'), replaced: fc.constantFrom('Archived', 'Archived', ''), without: fc.constantFrom('', '', '', 'Canary', 'Staging') } as const)
  .map(({ rules, canary, production, replaced, without }): Policy => {
    const stages = [
      { name: 'Staging', holders: 'one', replaced: '' },
      { name: 'Canary', holders: canary, replaced: '' },
      { name: 'Production', holders: production, replaced: production === 'one' ? replaced : '' },
      { name: 'Archived', holders: 'many', replaced: '' },
    ] as const;
    return { v: 1, stages: stages.filter(({ name }) => name !== without), roles: ['evaluator', 'release-manager'], rules: rules.map((one) => (one.from.includes(one.stage) ? { ...one, from: [] } : one)).filter((one) => one.stage !== without) };
  });
