import { dirname, resolve } from 'node:path';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { writeArchive } from '../../adapters/archive/registryArchive.ts';
import type { OpenRegistry } from '../openRegistry.ts';

/** The whole registry as one file. */
export async function exportRegistry(registry: OpenRegistry, params: OperationParams<'exportRegistry'>): Promise<OperationResult<'exportRegistry'>> {
  const place = await registry.place();
  const file = resolve(params.cwd, params.file);
  return { file, ...(await writeArchive(file, { folder: place.folder, store: place.store, project: dirname(place.config) })) };
}
