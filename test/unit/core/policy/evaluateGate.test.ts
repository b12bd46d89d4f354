import { describe, expect, test } from 'vitest';
import { evaluateGate } from '../../../../src/core/policy/evaluateGate.ts';
import type { Candidate } from '../../../../src/core/policy/candidate.ts';
import { gateText } from '../../../../src/core/policy/gateText.ts';
import { metricSourceText } from '../../../../src/core/policy/metricSourceText.ts';
import type { Gate } from '../../../../src/core/policy/policy.ts';
import type { CatalogueView } from '../../../../src/core/ports/catalogueView.ts';

const SOURCE = { from: 'evaluation', by: ['reviewer', 'evaluator'], notAuthor: true } as const;
const GATES: readonly Gate[] = [
  { kind: 'metricAtLeast', metric: 'f1', bound: '0.93', ...SOURCE },
  { kind: 'metricAtMost', metric: 'loss', bound: '1', ...SOURCE, by: [] },
  { kind: 'metricPresent', metric: 'recall', ...SOURCE },
  { kind: 'notWorseThanBaseline', metric: 'f1', direction: 'max', tolerance: '1%', ...SOURCE },
  { kind: 'codeClean' },
  { kind: 'dataCaptured' },
  { kind: 'noDoubts', codes: ['data.newer'] },
  { kind: 'nothingMissing' },
  { kind: 'sizeAtMost', bytes: 1 },
  { kind: 'label', name: 'team', value: 'risk' },
  { kind: 'tagged' },
  { kind: 'commitOnRemote' },
  { kind: 'bytesRehashed' },
];
// Only what is asked of a version without anything: no evaluation, label or tag is there.
const EMPTY_VIEW = { evaluations: () => [], memberOf: () => undefined, label: () => undefined, tagsOf: () => [], adoptedFrom: () => undefined, withdrawals: () => [] } as unknown as CatalogueView;
const BARE = { id: '', model: 'fraud', number: 1, manifest: '', size: 2, author: 'Ana', device: 'd', record: { metrics: [], lineage: { code: [], data: [], doubts: [], missing: [] } } } as unknown as Candidate;

const METRIC: Gate = { kind: 'metricAtMost', metric: 'loss', bound: '1', from: 'commit', by: [], notAuthor: false };
const measured = (value: string): Partial<Candidate> => ({ record: { ...BARE.record, metrics: [{ name: 'loss', value }] } });

describe('What a gate asks', () => {
  test.each(GATES)('is worded the same when it is judged as when the policy is shown: $kind', (gate) => {
    expect(evaluateGate(gate, BARE, { view: EMPTY_VIEW, tag: '', evidence: [], baseline: undefined, baselineTag: '' }).rule).toBe(gateText(gate));
  });

  test.each<[string, Gate, Partial<Candidate>, object]>([
    ['two sizes that round to the same to the byte', { kind: 'sizeAtMost', bytes: 2000 }, { size: 2001 }, { met: false, fact: '2001 bytes', message: 'The version has 2001 bytes, the policy allows 2000 bytes.' }],
    ['other sizes as people write them', { kind: 'sizeAtMost', bytes: 2000 }, { size: 3000 }, { met: false, fact: '3 kB', message: 'The version has 3 kB, the policy allows 2 kB.' }],
    ['a number beyond all measure as what it is', METRIC, measured('1e9999'), { met: false, message: 'loss is 1e9999, which is too large, too small or too long to be compared.' }],
    ['no number as what it is', METRIC, measured('NaN'), { met: false, message: 'loss is NaN, which is no number; the policy asks for one.' }],
  ])('tells %s', (_, gate, version, expected) => {
    expect(evaluateGate(gate, { ...BARE, ...version }, { view: EMPTY_VIEW, tag: '', evidence: [], baseline: undefined, baselineTag: '' })).toMatchObject(expected);
  });

  test('says of an evaluation that is not there whose it would have to be', () => {
    const { rule, message } = evaluateGate(GATES[0] as Gate, BARE, { view: EMPTY_VIEW, tag: '', evidence: [], baseline: undefined, baselineTag: '' });
    expect(rule).toBe('f1 at least 0.93, evaluated by reviewer or evaluator, not by the author');
    expect(message).toBe(`The policy asks for f1${metricSourceText(SOURCE)}, and there is no such evaluation.`);
  });
});
