import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { decide } from '../versions/decide.ts';
import { requireModelNamed } from '../versions/requireModelNamed.ts';

export async function describeModel(registry: OpenRegistry, params: OperationParams<'describeModel'>): Promise<OperationResult<'describeModel'>> {
  const { model: key, name } = await requireModelNamed(registry.ledger, params.model);
  const { dryRun, events } = await decide(registry, 'describeModel', { model: key, text: params.text }, params);
  return { dryRun, events, model: name };
}

/** Names whom to ask about a model. */
export async function setModelOwner(registry: OpenRegistry, params: OperationParams<'setModelOwner'>): Promise<OperationResult<'setModelOwner'>> {
  const { model: key, name } = await requireModelNamed(registry.ledger, params.model);
  const { dryRun, events } = await decide(registry, 'setModelOwner', { model: key, owner: params.owner }, params);
  return { dryRun, events, model: name };
}

/** Gives a model another name; the old one keeps naming it. */
export async function renameModel(registry: OpenRegistry, params: OperationParams<'renameModel'>): Promise<OperationResult<'renameModel'>> {
  const { model: key, name: was } = await requireModelNamed(registry.ledger, params.model);
  const { dryRun, events } = await decide(registry, 'renameModel', { model: key, name: params.name }, params);
  return { dryRun, events, model: params.name, was };
}

/** Puts a model away, or brings it back. */
export async function archiveModel(registry: OpenRegistry, params: OperationParams<'archiveModel'>): Promise<OperationResult<'archiveModel'>> {
  const { model: key, name } = await requireModelNamed(registry.ledger, params.model);
  const { dryRun, events } = await decide(registry, 'archiveModel', { model: key, archived: params.archived }, params);
  return { dryRun, events, model: name, archived: params.archived };
}
