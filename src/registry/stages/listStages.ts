import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';

/** What the stages of a model hold, and what they held. */
export async function listStages(registry: OpenRegistry, { model, history }: OperationParams<'listStages'>): Promise<OperationResult<'listStages'>> {
  return ask(registry, 'stages', { model, history: history === true });
}
