import { RegistryError } from '../../core/errors.ts';
import { formatReference } from '../../core/model/reference.ts';
import type { ManifestFile } from '../../core/model/manifest.ts';
import type { OperationContext, OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { externalFile } from '../versions/externalFile.ts';
import { readManifest } from '../versions/readManifest.ts';
import { resolveReference } from '../versions/resolveReference.ts';

/**
 * Copies the bytes of a version that was committed without a copy from where they lie into the store.
 * @throws RegistryError file.changed when other bytes lie there now, path.missing when they are gone
 */
export async function storeVersion(registry: OpenRegistry, params: OperationParams<'storeVersion'>, operation: OperationContext): Promise<OperationResult<'storeVersion'>> {
  const version = await resolveReference(registry.ledger, params.ref);
  const manifest = await readManifest(registry.store, version);
  const lacking: ManifestFile[] = [];
  for (const file of manifest.files) if (!(await registry.store.has(file.sha256))) lacking.push(file);
  const files = lacking.map((file) => ({ path: file.path, absolute: externalFile(registry, version, file) ?? gone(file.path) }));
  const stored = await registry.store.ingest(files, { similar: [], external: false, ...operation });
  const wrong = stored.find((file, i) => file.sha256 !== lacking[i]?.sha256);
  if (wrong !== undefined) {
    throw new RegistryError('file.changed', `${wrong.path} has other bytes now than when ${params.ref} was committed.`, { hint: 'The version\u2019s bytes cannot be stored from there. Find the original file, or commit a new version.', details: { path: wrong.path } });
  }
  return { ref: formatReference(await registry.ledger.read('nameOf', version.model), version.number), stored: { bytes: version.size, newBytes: stored.reduce((sum, file) => sum + file.newBytes, 0) } };
}

function gone(path: string): never {
  throw new RegistryError('path.missing', `It is not known where ${path} lay when it was committed.`, { hint: 'Commit the file again from where it is now.' });
}
