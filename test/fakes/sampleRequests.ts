import type { RequestSummary } from '../../src/core/operations/stageOperations.ts';

/** A request of Ana's for fraud-detector 1.5.0, one of two approvals given, as a colleague sees it. */
export function sampleRequest(change: Partial<RequestSummary> = {}): RequestSummary {
  return {
    id: 'q_abcdefghij',
    model: 'fraud-detector',
    ref: 'fraud-detector:v12',
    version: 'ab'.repeat(32),
    tag: '1.5.0',
    stage: 'Production',
    approvals: 1,
    needed: 2,
    state: 'waiting',
    ending: '',
    author: 'Ana',
    member: 'd_ana',
    message: 'Better on May data',
    createdAt: '2026-11-22T10:00:00.000Z',
    position: 12,
    answers: [],
    mine: false,
    waiting: false,
    ...change,
  };
}
