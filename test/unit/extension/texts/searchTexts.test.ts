import { expect, it } from 'vitest';
import { RegistryError } from '../../../../src/core/errors.ts';
import { attemptsText, notificationRow } from '../../../../src/extension/texts/notificationTexts.ts';
import { foundText, problemText } from '../../../../src/extension/texts/searchTexts.ts';
import { HOSTILE, sampleVersion } from '../../../fakes/sampleVersions.ts';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');

it('a version that was found shows the metric of the query, its stage and its age', () => {
  const version = sampleVersion({ metrics: [{ name: 'f1', value: '0.953' }, { name: 'recall', value: '0.9' }], stages: ['Production'], branch: 'sweep' });
  expect(foundText(version, 'metrics.recall > 0.8', NOW)).toEqual({ label: '$(tag) fraud-detector v12', description: 'recall 0.9 · Production · sweep · 2 h ago', detail: 'Tune dropout' });
  expect(foundText(version, "stage = 'Production'", NOW).description).toMatch(/^f1 0\.953/);
});

it('a wrong query says where it is wrong, with a mark at the place', () => {
  const wrong = new RegistryError('query.invalid', 'At character 9: a text stands in quotes.', { details: { position: 8 } });
  expect(problemText(wrong, 'stage = Production')).toEqual({ label: '$(error) At character 9: a text stands in quotes.', detail: 'stage = ▸Production' });
  expect(problemText(new Error('gone'), 'x').detail).toBe('x');
});

it('a notification says what it is about, how often it was tried and what it met', () => {
  const waiting = { id: 'n_1', type: 'stage.promoted', about: 'fraud:v9', webhook: 'https://example.org/hook', state: 'waiting', attempts: 2, createdAt: '2026-11-22T10:00:00.000Z', error: 'It answered 500.', mine: true } as const;
  expect(notificationRow(waiting, NOW)).toEqual({ label: '$(clock) stage.promoted', description: 'fraud:v9 · waits · tried 2 times · 2 h ago', detail: 'https://example.org/hook · It answered 500.' });
  expect(notificationRow({ ...waiting, state: 'givenUp', mine: false }, NOW).description).toBe('fraud:v9 · given up · tried 2 times · 2 h ago · another device sends it');
});

it('what came of sending is one sentence', () => {
  const arrived = { id: 'n_1', webhook: 'https://a', delivered: true, error: '' };
  expect(attemptsText([])).toBe('There was nothing to send.');
  expect(attemptsText([arrived])).toBe('1 of 1 arrived.');
  expect(attemptsText([arrived, { ...arrived, delivered: false, error: 'It answered 500.' }])).toBe('1 of 2 arrived. https://a: It answered 500.');
});

it('what people typed cannot act in any row', () => {
  const found = foundText(sampleVersion({ ref: `${HOSTILE}:v1`, message: HOSTILE, branch: HOSTILE, tags: [HOSTILE] }), HOSTILE, NOW);
  const problem = problemText(new Error(HOSTILE), HOSTILE);
  const row = notificationRow({ id: 'n', type: HOSTILE, about: HOSTILE, webhook: HOSTILE, state: 'waiting', attempts: 0, createdAt: '2026-11-22T10:00:00.000Z', error: HOSTILE, mine: true }, NOW);
  for (const text of [found.label, found.description, found.detail, problem.label, problem.detail, row.label, row.description, row.detail]) expect(text.replace(/^\$\([a-z-]+\)/, '')).not.toMatch(/[\u0000-\u001f\u202e]|\$\(|\]\(/);
});
