import type { VersionRow } from '../../core/model/rows.ts';
import type { ObjectStore } from '../../core/ports/objectStore.ts';
import { isLost } from './isLost.ts';
import { readManifest } from './readManifest.ts';

/** Whether the store has a version's bytes: one that was committed without a copy may have been stored since. */
export async function storageNow(store: ObjectStore, version: VersionRow): Promise<VersionRow['storage']> {
  if (version.storage === 'stored') return 'stored';
  const manifest = await readManifest(store, version).catch((error: unknown) => {
    if (!isLost(error)) throw error;
  });
  if (manifest === undefined) return 'external';
  for (const file of manifest.files) if (!(await store.has(file.sha256))) return 'external';
  return 'stored';
}
