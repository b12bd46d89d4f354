import type { Manifest } from '../../core/model/manifest.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { ObjectStore } from '../../core/ports/objectStore.ts';
import { isLost } from './isLost.ts';
import { readManifest } from './readManifest.ts';

/**
 * Whether the store has a version's bytes: one that was committed without a copy may have been stored since.
 * @param read its manifest, where that has been read already
 */
export async function storageNow(store: Pick<ObjectStore, 'getObject' | 'has'>, version: Pick<VersionRow, 'storage' | 'manifest' | 'model' | 'number'>, read?: Manifest): Promise<VersionRow['storage']> {
  if (version.storage === 'stored') return 'stored';
  const manifest = read ?? (await manifestOf(store, version));
  if (manifest === undefined) return 'external';
  for (const file of manifest.files) if (!(await store.has(file.sha256))) return 'external';
  return 'stored';
}

async function manifestOf(store: Pick<ObjectStore, 'getObject'>, version: Pick<VersionRow, 'manifest' | 'model' | 'number'>): Promise<Manifest | undefined> {
  return readManifest(store, version).catch((error: unknown) => {
    if (!isLost(error)) throw error;
    return undefined;
  });
}
