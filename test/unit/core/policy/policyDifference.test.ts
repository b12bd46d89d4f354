import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '../../../../src/core/policy/policy.ts';
import { policyDifferences } from '../../../../src/core/policy/policyDifference.ts';
import { readPolicy } from '../../../../src/core/policy/readPolicy.ts';
import { parseStrictJson } from '../../../../src/core/text/strictJson.ts';

function policyOf(source: object): Policy {
  const { policy, problems } = readPolicy(parseStrictJson(JSON.stringify(source), { maxDepth: 64, maxBytes: 1_000_000 }), []);
  if (policy === undefined) throw new Error(JSON.stringify(problems));
  return policy;
}

/** Differences of one rule of Production, as `stricter: before → after`. */
function differences(before: object, after: object): readonly string[] {
  const [left, right] = [before, after].map((members) => policyOf({ roles: ['release-manager'], rules: [{ models: '*', stage: 'Production', ...members }] })) as [Policy, Policy];
  return policyDifferences(left, right).map(({ effect, before: was = '', after: is = '' }) => `${effect}: ${was} → ${is}`);
}

describe('the difference of two policies', () => {
  test('is none between one and itself', () => {
    expect(policyDifferences(DEFAULT_POLICY, DEFAULT_POLICY)).toEqual([]);
    expect(differences({ gates: [{ code: 'clean' }, { tag: 'present' }] }, { gates: [{ tag: 'present' }, { code: 'clean' }] })).toEqual([]);
  });

  test.each<readonly [string, object, object, readonly string[]]>([
    ['bounds', { gates: [{ metric: 'f1', atLeast: '0.9' }, { metric: 'loss', atMost: '0.2' }] }, { gates: [{ metric: 'f1', atLeast: '0.95' }, { metric: 'loss', atMost: '0.3' }] }, ['stricter: f1 at least 0.9 → f1 at least 0.95', 'looser: loss at most 0.2 → loss at most 0.3']],
    ['tolerances', { gates: [{ metric: 'f1', notWorseThanBaselineBy: '1%', direction: 'max' }] }, { gates: [{ metric: 'f1', notWorseThanBaselineBy: '2%', direction: 'max' }] }, ['looser: f1 not worse than the baseline by more than 1% → f1 not worse than the baseline by more than 2%']],
    ['an amount for a percentage', { gates: [{ metric: 'f1', notWorseThanBaselineBy: '1%', direction: 'max' }] }, { gates: [{ metric: 'f1', notWorseThanBaselineBy: '0.01', direction: 'max' }] }, ['changed: f1 not worse than the baseline by more than 1% → f1 not worse than the baseline by more than 0.01']],
    ['gates that come and go', { gates: [{ code: 'clean' }] }, { gates: [{ data: 'captured' }] }, ['stricter:  → data captured by content', 'looser: clean code → ']],
    ['approvals', { approvals: { count: 1 } }, { approvals: { count: 2, from: ['reviewer'], notAuthor: true } }, ['stricter: 1 approval by an admin, a maintainer or a reviewer → 2 approvals by a reviewer, not the author']],
    ['approvals that go', { approvals: { count: 1, from: ['reviewer'] } }, {}, ['looser: 1 approval by a reviewer → ']],
    ['more approvals that last longer', { approvals: { count: 1, from: ['reviewer'], expiresAfterVersions: 2 } }, { approvals: { count: 2, from: ['reviewer'] } }, ['changed: 1 approval by a reviewer, for 2 more versions → 2 approvals by a reviewer']],
    ['who may', { by: ['maintainer'] }, { by: ['maintainer', 'release-manager'] }, ['looser: by a maintainer → by a maintainer or a release-manager']],
    ['where it comes from', {}, { from: ['Staging'] }, ['stricter:  → from Staging']],
    ['rollback and override', { rollback: 'free' }, { override: ['admin'] }, ['stricter: rollback without approvals and gates → rollback by the same rules', 'looser:  → may be overridden by an admin']],
    ['the models', { models: 'fraud-*' }, { models: ['fraud-*', 'churn'] }, ['changed: for fraud-* → for fraud-*, churn']],
  ])('tells of %s', (_what, before, after, told) => {
    expect(differences(before, after)).toEqual(told);
  });

  test('tells of stages, roles, and rules that come and go', () => {
    const before = policyOf({ rules: [{ models: '*', stage: 'Production', gates: [{ code: 'clean' }] }] });
    const after = policyOf({ stages: [{ name: 'Production', holders: 'many' }, { name: 'Archived', holders: 'many' }], roles: ['auditor'], rules: [{ models: '*', branch: 'main', by: ['maintainer'] }] });
    expect(policyDifferences(before, after)).toEqual([
      { about: 'stage Staging', effect: 'changed', before: 'holds one' },
      { about: 'stage Production', effect: 'changed', before: 'holds one, what it replaces goes to Archived', after: 'holds many' },
      { about: 'role auditor', effect: 'changed', after: 'declared' },
      { about: 'branch main of *', effect: 'stricter', before: 'by a contributor', after: 'by a maintainer' },
      { about: 'Production of *', effect: 'looser', before: 'clean code' },
    ]);
  });
});
