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

describe('What a gate asks', () => {
  test.each(GATES)('is worded the same when it is judged as when the policy is shown: $kind', (gate) => {
    expect(evaluateGate(gate, BARE, { view: EMPTY_VIEW, tag: '', evidence: [], baseline: undefined, baselineTag: '' }).rule).toBe(gateText(gate));
  });

  test('says of an evaluation that is not there whose it would have to be', () => {
    const { rule, message } = evaluateGate(GATES[0] as Gate, BARE, { view: EMPTY_VIEW, tag: '', evidence: [], baseline: undefined, baselineTag: '' });
    expect(rule).toBe('f1 at least 0.93, evaluated by reviewer or evaluator, not by the author');
    expect(message).toBe(`The policy asks for f1${metricSourceText(SOURCE)}, and there is no such evaluation.`);
  });
});
