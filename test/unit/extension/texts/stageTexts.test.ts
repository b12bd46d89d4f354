import { expect, it } from 'vitest';
import type { StageExplanation } from '../../../../src/core/operations/stageOperations.ts';
import { heldText, ruleRow, spokenRef, stageRow, verdictOf, verdictText } from '../../../../src/extension/texts/stageTexts.ts';
import { HOSTILE } from '../../../fakes/sampleVersions.ts';

const gate = { kind: 'gate', rule: 'f1 at least 0.93', met: false, fact: '0.91', message: 'f1 is 0.91, the policy asks for at least 0.93.', attested: false } as const;
const base: StageExplanation = { ref: 'fraud:v12', id: 'ab', stage: 'Production', allowed: true, rules: [], lacksApprovals: false, overridable: false, protected: true, attests: [], approvals: { given: 0, needed: 0 } };
const said = (change: Partial<StageExplanation>, present: readonly string[] = []): string => {
  const explanation = { ...base, ...change };
  return verdictText(explanation, verdictOf(explanation, present));
};

it('a stage is marked with what the rules will say', () => {
  expect(said({})).toBe('allowed');
  expect(said({}, ['Production'])).toBe('holds it now');
  expect(said({ allowed: false, lacksApprovals: true, approvals: { given: 0, needed: 2 } })).toBe('needs 2 approvals: opens a request');
  expect(said({ allowed: false, lacksApprovals: true, approvals: { given: 1, needed: 2 }, request: 'q_1' })).toBe('1 of 2 approvals: waits');
  const approvals = { ...gate, kind: 'approvals', message: '2 approvals are lacking.' } as const;
  expect(said({ allowed: false, rules: [approvals, gate] })).toBe('refused: f1 is 0.91, the policy asks for at least 0.93.');
});

it('a stage is a row with an icon for the verdict; why it is refused has a line of its own, which is not cut after a few words', () => {
  const holder = { stage: 'Production', ref: 'fraud:v9', number: 9, id: 'cd', entry: 'promoted', from: 3, since: '2026-11-13T12:00:00.000Z', author: 'Ben', message: '' } as const;
  const now = Date.parse('2026-11-22T12:00:00.000Z');
  expect(stageRow({ ...base, allowed: false, rules: [gate] }, 'refused', holder, now)).toEqual({ label: '$(circle-slash) Production', description: 'refused · held by v9, 9 d ago', detail: 'f1 is 0.91, the policy asks for at least 0.93.' });
  expect(stageRow(base, 'holds', holder, now)).toEqual({ label: '$(check) Production', description: 'holds it now' });
  expect(stageRow({ ...base, stage: HOSTILE, rules: [{ ...gate, message: HOSTILE }] }, 'refused', undefined, now).label.slice(2)).not.toContain('$(');
});

it('a rule is a row with what was found, and why where it is not met', () => {
  expect(ruleRow(gate)).toEqual({ label: '$(error) f1 at least 0.93', description: 'not met · 0.91', detail: 'f1 is 0.91, the policy asks for at least 0.93.' });
  expect(ruleRow({ ...gate, met: true, rule: HOSTILE }).label.slice(2)).not.toContain('$(');
});

it('the holder is named with its tag and since when', () => {
  const holder = { stage: 'Production', ref: 'fraud:v9', number: 9, id: 'cd', tag: '1.4.0', entry: 'promoted', from: 3, since: '2026-11-13T12:00:00.000Z', author: 'Ben', message: '' } as const;
  expect(heldText(holder, Date.parse('2026-11-22T12:00:00.000Z'))).toBe('held by v9 (1.4.0), 9 d ago');
  expect([heldText(undefined, 0), spokenRef('fraud:v9')]).toEqual(['', 'fraud v9']);
});
