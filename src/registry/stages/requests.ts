import type { Decided } from '../../core/operations/decision.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { withLines } from '../policy/policyLines.ts';
import { ask } from '../versions/ask.ts';
import { decide } from '../versions/decide.ts';
import { namedVersion } from '../versions/namedVersion.ts';

/** Asks for a promotion. */
export async function openRequest(registry: OpenRegistry, params: OperationParams<'openRequest'>): Promise<OperationResult<'openRequest'>> {
  const { version, tag } = await namedVersion(registry, params.ref);
  const decided = await decide(registry, 'openRequest', { version: version.id, stage: params.stage, tag, message: params.message }, params);
  if (decided.dryRun && decided.events.length > 0) return decided;
  const { request } = await ask(registry, 'stageExplanation', { version: version.id, stage: params.stage, tag, evidence: [] });
  return request === undefined ? decided : answered(registry, decided, request);
}

/** Takes a request back. */
export async function cancelRequest(registry: OpenRegistry, params: OperationParams<'cancelRequest'>): Promise<OperationResult<'cancelRequest'>> {
  return answered(registry, await decide(registry, 'cancelRequest', { id: params.id, reason: params.message ?? '' }, params), params.id);
}

/** Approves exactly the version that was asked for, under exactly the policy in force. */
export async function approveRequest(registry: OpenRegistry, params: OperationParams<'approveRequest'>): Promise<OperationResult<'approveRequest'>> {
  return answered(registry, await decide(registry, 'answerRequest', { id: params.id, verdict: 'granted', message: params.message ?? '' }, params), params.id);
}

/** Refuses what was asked for, which ends the request. */
export async function rejectRequest(registry: OpenRegistry, params: OperationParams<'rejectRequest'>): Promise<OperationResult<'rejectRequest'>> {
  return answered(registry, await decide(registry, 'answerRequest', { id: params.id, verdict: 'rejected', message: params.message }, params), params.id);
}

/** Requests as the caller sees them. */
export async function listRequests(registry: OpenRegistry, { mine, waiting }: OperationParams<'listRequests'>): Promise<OperationResult<'listRequests'>> {
  return { requests: await ask(registry, 'requests', { mine: mine === true, waiting: waiting === true }) };
}

/** One request with every rule, and why the caller may not act on it. */
export async function showRequest(registry: OpenRegistry, { id }: OperationParams<'showRequest'>): Promise<OperationResult<'showRequest'>> {
  const request = await ask(registry, 'request', { id });
  const [explanation, hindrances] = await Promise.all([ask(registry, 'stageExplanation', { version: request.version, stage: request.stage, tag: request.tag ?? '', evidence: [] }), ask(registry, 'requestHindrances', { id })]);
  return { request, explanation: await withLines(registry, explanation), hindrances };
}

async function answered(registry: OpenRegistry, decided: Decided, id: string): Promise<OperationResult<'openRequest'>> {
  return { ...decided, request: await ask(registry, 'request', { id }) };
}
