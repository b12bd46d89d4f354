import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestFile } from '../../core/model/manifest.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { OpenRegistry } from '../openRegistry.ts';

/** Absolute path where a file of a version that was committed without a copy lay, as far as it is known. */
export function externalFile(registry: OpenRegistry, version: VersionRow, file: ManifestFile): string | undefined {
  const { folder } = version.record.lineage;
  const claimed = version.places.find((place) => place.name === (folder ?? place.name))?.path;
  const base = folder === undefined ? claimed : join(registry.project.root, folder);
  return base === undefined ? undefined : join(base, file.path);
}

/** Compares the file that lies there with the manifest: by size, and by its bytes when `readData`. */
export async function hashExternalFile(registry: OpenRegistry, absolute: string, file: ManifestFile, readData: boolean): Promise<'same' | 'gone' | 'changed'> {
  const stats = await stat(absolute).catch(() => undefined);
  if (stats === undefined || !stats.isFile()) return 'gone';
  if (stats.size !== file.size) return 'changed';
  if (!readData) return 'same';
  const [read] = await registry.store.ingest([{ path: file.path, absolute }], { similar: [], external: true });
  return read?.sha256 === file.sha256 ? 'same' : 'changed';
}
