import { expect, it } from 'vitest';
import { branchChoices, branchesToChoose, preselectedBranch } from '../../../../src/extension/commit/branchChoices.ts';
import { HOSTILE, samplePlan } from '../../../fakes/sampleVersions.ts';

const rows = (branches: readonly string[], mapped: string | undefined, typed: string): readonly string[] => branchChoices(branches, mapped, typed).map(({ label, description }) => `${label}  ${description}`.trim());

it('a model with main alone is not asked about, unless the Git branch goes elsewhere', () => {
  const plan = samplePlan();
  expect(branchesToChoose(plan, 'churn')).toBeUndefined();
  expect(branchesToChoose({ ...plan, branch: 'sweep' }, 'churn')).toEqual(['main']);
  expect(branchesToChoose({ ...plan, models: [{ name: 'churn', next: 4, belongs: true, branches: ['main', 'sweep'] }] }, 'churn')).toEqual(['main', 'sweep']);
});

it('offers the open branches, marks the one that the Git branch goes to, and makes it when it is not there', () => {
  expect(rows(['main', 'sweep'], 'sweep', '')).toEqual(['$(git-branch) main', '$(git-branch) sweep  this Git branch goes there']);
  expect(rows(['main'], 'sweep', '')).toEqual(['$(git-branch) main', '$(add) New branch "sweep"  this Git branch goes there']);
});

it('a typed name is a new branch, once, if it can be one', () => {
  expect(rows(['main', 'sweep'], undefined, 'sweep')).toEqual(['$(git-branch) main', '$(git-branch) sweep']);
  expect(rows(['main'], undefined, ' lr-sweep ')).toEqual(['$(git-branch) main', '$(add) New branch "lr-sweep"']);
  const [, wrong] = branchChoices(['main'], undefined, HOSTILE);
  expect([wrong?.branch, wrong?.detail]).toEqual([undefined, expect.stringContaining('Lower-case letters')]);
  expect(wrong?.label.slice('$(error)'.length)).not.toMatch(/\$\(|[\u0000-\u001f\u202e]/);
});

it('Enter takes what was typed, else what was answered before, else where the Git branch goes', () => {
  const taken = (typed: string, before?: string, mapped?: string): string | undefined => preselectedBranch(branchChoices(['main', 'sweep'], mapped, typed), typed, before, mapped)?.branch;
  expect([taken(''), taken('', undefined, 'fresh'), taken('', 'sweep', 'fresh'), taken('', 'closed since')]).toEqual(['main', 'fresh', 'sweep', 'main']);
  expect([taken('sweep'), taken('swe'), taken('idea'), taken('idea', 'sweep', 'fresh'), taken('No name')]).toEqual(['sweep', 'sweep', 'idea', 'idea', undefined]);
});
