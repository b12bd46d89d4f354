import { RegistryError } from '../../core/errors.ts';
import { artifactPathMisfit, pathTwins } from '../../core/model/artifactPath.ts';
import { isSha256 } from '../../core/model/digest.ts';
import type { Manifest } from '../../core/model/manifest.ts';
import { formatReference } from '../../core/model/reference.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { ObjectStore } from '../../core/ports/objectStore.ts';
import { isLost } from './isLost.ts';

/**
 * Reads a version's manifest from the store and checks what others rely on: safe paths without twins, digests and sizes.
 * @throws RegistryError store.missing, store.corrupt
 */
export async function readManifest(store: Pick<ObjectStore, 'getObject'>, version: Pick<VersionRow, 'manifest' | 'model' | 'number'>): Promise<Manifest> {
  const sha256 = version.manifest;
  const ref = formatReference(version.model, version.number);
  const bytes = await store.getObject(sha256).catch((error: unknown) => {
    if (!isLost(error)) throw error;
    const what = error.code === 'store.missing' ? 'is gone from the store' : 'is damaged in the store';
    throw new RegistryError(error.code, `The manifest (the list of files) of ${ref} ${what}: sha256:${sha256}.`, { hint: WAY_OUT, details: { ref, object: sha256 }, cause: error });
  });
  const manifest = parse(bytes);
  const misfit = manifest === undefined ? 'it is not a manifest' : misfitOf(manifest);
  if (manifest === undefined || misfit !== undefined) throw new RegistryError('store.corrupt', `The manifest (the list of files) of ${ref} cannot be used: ${misfit}.`, { hint: WAY_OUT, details: { ref, object: sha256 } });
  return manifest;
}

const WAY_OUT = 'Bring the store back from a backup (modelkeep where names its folder); modelkeep verify lists what else is wrong.';

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
