import { RegistryError } from '../../core/errors.ts';
import { artifactPathMisfit, pathTwins } from '../../core/model/artifactPath.ts';
import { isSha256 } from '../../core/model/digest.ts';
import type { Manifest } from '../../core/model/manifest.ts';
import type { ObjectStore } from '../../core/ports/objectStore.ts';

/**
 * Reads a manifest from the store and checks what others rely on: safe paths without twins, digests and sizes.
 * @throws RegistryError store.missing, store.corrupt
 */
export async function readManifest(store: ObjectStore, sha256: string): Promise<Manifest> {
  const bytes = await store.getObject(sha256);
  const manifest = parse(bytes);
  const misfit = manifest === undefined ? 'it is not a manifest' : misfitOf(manifest);
  if (manifest === undefined || misfit !== undefined) throw new RegistryError('store.corrupt', `The manifest ${sha256.slice(0, 8)} cannot be used: ${misfit}.`, { details: { object: sha256 } });
  return manifest;
}

function parse(bytes: Uint8Array): Manifest | undefined {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Manifest;
    return value.v === 1 && Array.isArray(value.files) ? value : undefined;
  } catch {
    return undefined;
  }
}

function misfitOf(manifest: Manifest): string | undefined {
  for (const file of manifest.files) {
    const misfit = typeof file.path === 'string' ? artifactPathMisfit(file.path) : 'it is not text';
    if (misfit !== undefined) return `the path ${JSON.stringify(file.path)} is unsafe: ${misfit}`;
    if (!isSha256(file.sha256) || !Number.isSafeInteger(file.size) || file.size < 0) return `the file ${JSON.stringify(file.path)} has no proper digest or size`;
  }
  const twins = pathTwins(manifest.files.map((file) => file.path));
  return twins === undefined ? undefined : `${JSON.stringify(twins[0])} and ${JSON.stringify(twins[1])} are twins`;
}
