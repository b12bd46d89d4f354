import { describe, expect, it } from 'vitest';
import { draftKey } from '../../../../src/extension/commit/commitDraft.ts';
import { modelChoices, nextNumber, preselected } from '../../../../src/extension/commit/modelChoices.ts';
import { HOSTILE, samplePlan } from '../../../fakes/sampleVersions.ts';

describe('the first step of a commit', () => {
  it('lists the models that there are, then a new one', () => {
    expect(modelChoices(samplePlan(), '').map((choice) => `${choice.label}  ${choice.description}`)).toEqual([
      '$(package) fraud-detector  this was v11 here · next: v12',
      '$(package) churn  next: v4',
      '$(add) New model "fraud-model"  v1',
    ]);
  });

  it('takes what is typed as the name of a new one', () => {
    expect(modelChoices(samplePlan(), 'my/model ').at(-1)).toMatchObject({ model: 'my/model', isNew: true });
    expect(modelChoices(samplePlan(), 'CHURN').every((choice) => !choice.isNew)).toBe(true);
  });

  it('says why what is typed cannot be a name, and does not take it', () => {
    const choice = modelChoices(samplePlan(), HOSTILE).at(-1);
    expect(choice?.model).toBeUndefined();
    expect(choice?.detail).toContain('Letters, digits');
    expect(choice?.label).not.toContain('](');
  });

  it('preselects what was chosen before, else what the path belongs to, else the new one', () => {
    const plan = samplePlan();
    const choices = modelChoices(plan, '');
    expect(preselected(choices, plan, 'churn')?.model).toBe('churn');
    expect(preselected(choices, plan, undefined)?.model).toBe('fraud-detector');
    const typed = (text: string): string | undefined => preselected(modelChoices(plan, text), plan, 'churn', text)?.model;
    expect([typed('Fraud'), typed('churn'), typed('spam'), typed('no name')]).toEqual(['fraud-detector', 'churn', 'spam', undefined]);
    const strange = samplePlan({ models: [{ name: 'churn', next: 4, belongs: false }] });
    expect(preselected(modelChoices(strange, ''), strange, undefined)?.model).toBe('fraud-model');
  });

  it('knows the number that comes next', () => {
    expect([nextNumber(samplePlan(), 'churn'), nextNumber(samplePlan(), 'other')]).toEqual([4, 1]);
  });

  it('finds a draft whatever the order of the selection', () => {
    expect(draftKey('/p', ['b', 'a'])).toBe(draftKey('/p', ['a', 'b']));
    expect(draftKey('/p', ['a'])).not.toBe(draftKey('/q', ['a']));
  });
});
