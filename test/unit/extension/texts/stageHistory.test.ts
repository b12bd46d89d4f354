import { expect, it } from 'vitest';
import type { StagePeriod } from '../../../../src/core/operations/stageOperations.ts';
import { heldAt, holderRows, periodRow } from '../../../../src/extension/texts/stageHistory.ts';
import { momentMarkdown } from '../../../../src/extension/texts/momentMarkdown.ts';
import { changeText, meaningText } from '../../../../src/extension/texts/rollbackTexts.ts';
import { HOSTILE, sampleDetail, sampleModel } from '../../../fakes/sampleVersions.ts';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const first: StagePeriod = { stage: 'Production', ref: 'fraud:v9', number: 9, id: 'cd', tag: '1.4.0', entry: 'promoted', from: 3, since: '2026-11-13T12:00:00.000Z', exit: 'replaced', to: 7, until: '2026-11-20T12:00:00.000Z', author: 'Ben', message: 'Good' };
const second: StagePeriod = { stage: 'Production', ref: 'fraud:v12', number: 12, id: 'ef', entry: 'overridden', from: 7, since: '2026-11-20T12:00:00.000Z', author: 'Ana', message: '' };

it('says who holds a stage and how long, and that nobody does', () => {
  const stage = { name: 'Production', holders: 'one', protected: true, known: true, versions: [second] } as const;
  expect(holderRows(stage, NOW)).toEqual([{ label: '$(lock) Production', description: 'v12 · against the rules · 2 d ago · protected', detail: 'Ana', ref: 'fraud:v12' }]);
  expect(holderRows({ ...stage, protected: false, known: false, versions: [] }, NOW)).toEqual([{ label: '$(circle-outline) Production', description: 'empty · not in the policy any more' }]);
});

it('tells a period from its beginning to its end', () => {
  expect(periodRow(first, NOW)).toEqual({ label: '$(arrow-up) v9 (1.4.0) · Production', description: 'promoted 9 d ago · replaced 2 d ago', detail: 'Ben · Good', ref: 'fraud:v9' });
  expect(periodRow(second, NOW).description).toBe('promoted against the rules 2 d ago · holds it now');
});

it('knows who held a stage after an event', () => {
  expect([2, 3, 6, 7, 99].map((position) => heldAt([first, second], position).map(({ number }) => number))).toEqual([[], [9], [9], [12], [12]]);
});

it('shows the registry as it stood, and where its times do not say well what happened when', () => {
  const text = momentMarkdown({ position: 1204, time: '2026-05-01T10:00:00.000Z', backwards: 1100 }, [{ model: sampleModel(), held: [first] }]);
  expect(text).toContain('# The registry as of event #1,204');
  expect(text).toMatch(/2026-05-01 10\S+00 UTC/);
  expect(text).toContain('near event #1,100 run backwards');
  expect(text).toMatch(/\| fraud\S*detector \| v12 \| f1 0\.953 \| Production\S* v9 \S*1\.4\.0\S* \|/);
  expect(momentMarkdown({ position: 0, time: '2026-05-01T10:00:00.000Z' }, [])).toContain('There was no model yet.');
});

it('shows of a rollback which version goes, which comes back, and what that means', () => {
  const rule = { kind: 'role', rule: 'maintainer', met: false, fact: 'reader', message: 'Only a maintainer rolls back.', attested: false } as const;
  const plan = { ref: 'fraud:v9', id: 'cd', stage: 'Production', allowed: true, rules: [] };
  const planned = { plan, to: sampleDetail({ number: 9, tags: ['1.4.0'], metrics: [{ name: 'f1', value: '0.94' }] }), from: sampleDetail() };
  expect([changeText(planned), meaningText(planned)]).toEqual(['v12 goes, v9 (1.4.0) comes back', 'f1 0.953 → 0.94 · allowed']);
  expect(changeText({ ...planned, from: undefined })).toBe('v9 (1.4.0) comes back');
  expect(meaningText({ ...planned, from: undefined, plan: { ...plan, allowed: false, rules: [rule] } })).toBe('f1 0.94 · refused: Only a maintainer rolls back.');
});

it('what people typed cannot act in any of it', () => {
  const hostile = { ...second, stage: HOSTILE, tag: HOSTILE, author: HOSTILE, message: HOSTILE };
  const rows = [...holderRows({ name: HOSTILE, holders: 'one', protected: false, known: true, versions: [hostile] }, NOW), periodRow(hostile, NOW)];
  for (const { label, description, detail = '' } of rows) for (const text of [label.replace(/^\$\([a-z-]+\)/, ''), description, detail]) expect(text).not.toMatch(/[\u0000-\u001f\u202e]|\$\(|\]\(/);
  const document = momentMarkdown({ position: 1, time: HOSTILE }, [{ model: sampleModel({ name: HOSTILE }), held: [hostile] }]);
  expect(document).not.toMatch(/\]\(|<img|:\/\/|[\u001b\u202e`]/);
});
