import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';
import { decide } from '../versions/decide.ts';
import { resolveReference } from '../versions/resolveReference.ts';
import { namedVersion } from './namedVersion.ts';

/** Puts a version into a stage. Who holds the stage is read first: another one there by the time of the decision is a conflict. */
export async function promoteVersion(registry: OpenRegistry, params: OperationParams<'promoteVersion'>): Promise<OperationResult<'promoteVersion'>> {
  const { version, tag } = await namedVersion(registry, params.ref);
  const question = { version: version.id, stage: params.stage, tag, evidence: [] };
  const before = await ask(registry, 'stageExplanation', question);
  const expect = params.expect === undefined ? (before.holder?.id ?? null) : await expected(registry, params.expect);
  const command = { ...question, expect, message: params.message ?? '', override: params.override === true };
  const decided = await decide(registry, 'promoteVersion', command, params);
  const event = decided.events[0]?.type;
  const requested = event === 'request.opened' || (event === undefined && before.lacksApprovals);
  const state = event === 'stage.promoted' ? 'promoted' : event === 'stage.overridden' ? 'overridden' : requested ? 'requested' : 'unchanged';
  return {
    ...decided,
    ref: before.ref,
    id: version.id,
    stage: before.stage,
    state,
    ...(before.holder !== undefined && (state === 'promoted' || state === 'overridden') ? { replaced: before.holder } : {}),
    rules: before.rules,
  };
}

/** Id of the version that the caller saw hold the stage; null for `none`. */
async function expected(registry: OpenRegistry, expect: string): Promise<string | null> {
  return expect === 'none' ? null : (await resolveReference(registry.ledger, expect)).id;
}
