import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { decide } from '../versions/decide.ts';
import { resolveReference } from '../versions/resolveReference.ts';
import { printedReference } from './printedReference.ts';

/** Takes a version out of the stage that it holds. */
export async function demoteVersion(registry: OpenRegistry, params: OperationParams<'demoteVersion'>): Promise<OperationResult<'demoteVersion'>> {
  const version = await resolveReference(registry.ledger, params.ref);
  const stage = (await registry.ledger.read('stageOf', version.id))?.stage ?? '';
  const decided = await decide(registry, 'demoteVersion', { version: version.id, message: params.message }, params);
  return { ...decided, ref: await printedReference(registry, version), id: version.id, stage };
}
