import { modelCard } from '../../core/card/modelCard.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { showVersion } from './showVersion.ts';

/** The model card of a version. */
export async function versionCard(registry: OpenRegistry, params: OperationParams<'versionCard'>): Promise<OperationResult<'versionCard'>> {
  return { markdown: modelCard(await showVersion(registry, params)) };
}
