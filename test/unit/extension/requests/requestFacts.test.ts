import { describe, expect, it } from 'vitest';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { OperationName, OperationParams, OperationResult, OperationRunner } from '../../../../src/core/operations/operations.ts';
import type { RequestSummary, StageExplanation, StagePeriod } from '../../../../src/core/operations/stageOperations.ts';
import { requestFacts } from '../../../../src/extension/requests/requestFacts.ts';
import { sampleDiff } from '../../../fakes/sampleDiff.ts';
import { sampleRequest } from '../../../fakes/sampleRequests.ts';

const explanation: StageExplanation = { ref: 'fraud-detector:v12', id: 'ab', stage: 'Production', allowed: false, rules: [], lacksApprovals: true, overridable: false, protected: true, attests: [], approvals: { given: 1, needed: 2 } };
const period = (change: Partial<StagePeriod>): StagePeriod => ({ stage: 'Production', ref: 'fraud-detector:v9', number: 9, id: 'cd', entry: 'promoted', from: 3, since: '', author: 'Ben', message: '', ...change });

/** A registry that knows one request and answers every comparison, or none. */
function registry(request: RequestSummary, more: { readonly holder?: string; readonly history?: readonly StagePeriod[]; readonly error?: RegistryError }): { readonly runner: OperationRunner; readonly compared: unknown[] } {
  const compared: unknown[] = [];
  const answer = (name: OperationName, params: unknown): unknown => {
    if (name === 'showRequest') return { request, explanation: { ...explanation, ...(more.holder === undefined ? {} : { holder: { ref: more.holder, id: 'cd' } }) }, hindrances: {} };
    if (name === 'listStages') return { model: 'fraud-detector', stages: [], history: more.history };
    compared.push(params);
    if (more.error !== undefined) throw more.error;
    return sampleDiff();
  };
  return { compared, runner: { run: async <N extends OperationName>(name: N, params: OperationParams<N>) => answer(name, params) as OperationResult<N> } };
}

const shown = { cwd: '/p', id: 'q_abcdefghij' };

describe('what the page shows of a request', () => {
  it('compares the version, by the tag that was asked for, with who holds the stage', async () => {
    const { runner, compared } = registry(sampleRequest(), { holder: 'fraud-detector:v9' });
    const facts = await requestFacts(runner, shown, {});
    expect(compared).toEqual([{ cwd: '/p', from: 'fraud-detector:v9', to: 'fraud-detector:1.5.0', most: 1 }]);
    expect(facts).toMatchObject({ held: true, compared: { from: sampleDiff().from } });
    expect(facts.compared).not.toHaveProperty('tensors');
  });

  it('compares it with the baseline of another stage where nobody holds this one, or with nothing', async () => {
    const { runner, compared } = registry(sampleRequest(), {});
    expect(await requestFacts(runner, shown, {})).toMatchObject({ held: false, compared: { to: sampleDiff().to } });
    expect(compared).toEqual([{ cwd: '/p', against: 'baseline', to: 'fraud-detector:1.5.0', most: 1 }]);
    const none = await requestFacts(registry(sampleRequest(), { error: new RegistryError('reference.notFound', 'It has no baseline.') }).runner, shown, {});
    expect(none).toEqual({ request: sampleRequest(), explanation, hindrances: {}, held: false });
  });

  it('compares what was promoted with what it replaced', async () => {
    const request = sampleRequest({ state: 'promoted' });
    const history = [period({ to: 20, exit: 'replaced' }), period({ ref: 'fraud-detector:v9', entry: 'replaced', stage: 'Archived', from: 20 }), period({ ref: request.ref, id: request.version, from: 20 })];
    const { runner, compared } = registry(request, { holder: request.ref, history });
    await requestFacts(runner, shown, {});
    expect(compared).toMatchObject([{ from: 'fraud-detector:v9' }]);
  });

  it('hides no failure of a comparison that must be possible', async () => {
    const { runner } = registry(sampleRequest(), { holder: 'fraud-detector:v9', error: new RegistryError('reference.notFound', 'Lost.') });
    await expect(requestFacts(runner, shown, {})).rejects.toMatchObject({ message: 'Lost.' });
  });
});
