import { RegistryError } from '../../core/errors.ts';
import type { VersionDiff } from '../../core/diff/versionDiff.ts';
import type { OperationContext, OperationRunner } from '../../core/operations/operations.ts';
import type { RequestSummary } from '../../core/operations/stageOperations.ts';
import type { RequestFacts, ShownRequest } from '../../rpc/requestMessages.ts';
import { requestedRef } from '../texts/requestTexts.ts';

/** Rows of lists that the page does not show. */
const FEW_ROWS = 1;

/** A request with its rules, and its version compared with the present baseline. @throws RegistryError */
export async function requestFacts(runner: OperationRunner, { cwd, id }: ShownRequest, context: OperationContext): Promise<RequestFacts> {
  const known = await runner.run('showRequest', { cwd, id }, context);
  const { request, explanation } = known;
  const holder = request.state === 'promoted' ? await heldBefore(runner, cwd, request) : explanation.holder;
  const compared = await comparison(runner, cwd, request, holder?.ref, context);
  return { ...known, held: holder !== undefined, ...(compared === undefined ? {} : { compared }) };
}

/** Who held the stage until the version that was asked for came. */
async function heldBefore(runner: OperationRunner, cwd: string, { model, stage, version }: RequestSummary): Promise<{ readonly ref: string } | undefined> {
  const { history = [] } = await runner.run('listStages', { cwd, model, history: true });
  const own = history.findLast((period) => period.id === version && period.stage === stage && period.entry !== 'replaced');
  return history.findLast((period) => period.stage === stage && own !== undefined && period.to === own.from && period.id !== version);
}

/** With the holder of the stage; where nobody holds it, with who holds Production or another stage. */
async function comparison(runner: OperationRunner, cwd: string, request: RequestSummary, holder: string | undefined, context: OperationContext): Promise<RequestFacts['compared']> {
  const to = requestedRef(request);
  try {
    const { from, to: other, headline, metrics }: VersionDiff = await runner.run('diffVersions', { cwd, to, most: FEW_ROWS, ...(holder === undefined ? { against: 'baseline' } : { from: holder }) }, context);
    return { from, to: other, headline, metrics };
  } catch (error) {
    if (holder === undefined && RegistryError.is(error) && (error.code === 'reference.notFound' || error.code === 'usage.invalid')) return undefined; // no baseline, or it is the baseline itself
    throw error;
  }
}
