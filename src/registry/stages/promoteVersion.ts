import type { OperationContext, OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { RequestSummary } from '../../core/operations/stageOperations.ts';
import { checkpointOnPromotion } from '../audit/writeCheckpoint.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { withLines } from '../policy/policyLines.ts';
import { ask } from '../versions/ask.ts';
import { decide } from '../versions/decide.ts';
import { expectedVersion } from '../versions/expectedVersion.ts';
import { memberNotices } from '../members/memberNotices.ts';
import { gatherEvidence } from './gatherEvidence.ts';
import { namedVersion } from '../versions/namedVersion.ts';

/** Puts a version into a stage. Who holds the stage is read first: another one there by the time of the decision is a conflict. */
export async function promoteVersion(registry: OpenRegistry, params: OperationParams<'promoteVersion'>, operation: OperationContext): Promise<OperationResult<'promoteVersion'>> {
  const { version, tag } = await namedVersion(registry, params.ref);
  const named = { version: version.id, stage: params.stage, tag };
  const first = await ask(registry, 'stageExplanation', { ...named, evidence: [] });
  const expect = params.expect === undefined ? (first.holder?.id ?? null) : await expectedVersion(registry.ledger, params.expect);
  const evidence = await gatherEvidence(registry, version, first, operation);
  const before = evidence.length === 0 ? first : await ask(registry, 'stageExplanation', { ...named, evidence });
  const command = { ...named, evidence, expect, message: params.message ?? '', override: params.override === true };
  const decided = await decide(registry, 'promoteVersion', command, params);
  const event = decided.events[0]?.type;
  const opened = event === 'request.opened';
  // Nothing was written: the request is open, unless the version came into the stage meanwhile.
  const asked = event === undefined && before.lacksApprovals;
  const request = asked || (opened && !decided.dryRun) ? await openRequestFor(registry, named) : undefined;
  const requested = opened || request !== undefined;
  const state = event === 'stage.promoted' ? 'promoted' : event === 'stage.overridden' ? 'overridden' : requested ? 'requested' : 'unchanged';
  const notice = !decided.dryRun && (state === 'promoted' || state === 'overridden') ? await checkpointOnPromotion(registry) : undefined;
  return {
    ...decided,
    ref: before.ref,
    id: version.id,
    stage: before.stage,
    state,
    ...(before.holder !== undefined && (state === 'promoted' || state === 'overridden') ? { replaced: before.holder } : {}),
    ...(request === undefined ? {} : { request }),
    rules: (await withLines(registry, before)).rules,
    notices: [...(notice === undefined ? [] : [notice]), ...(await memberNotices(registry))],
  };
}

async function openRequestFor(registry: OpenRegistry, named: { readonly version: string; readonly stage: string; readonly tag: string }): Promise<RequestSummary | undefined> {
  const { request } = await ask(registry, 'stageExplanation', { ...named, evidence: [] });
  return request === undefined ? undefined : ask(registry, 'request', { id: request });
}
