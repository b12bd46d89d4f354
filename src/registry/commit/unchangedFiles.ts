import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactFile, HashCache } from '../../core/ports/collector.ts';
import type { Manifest } from '../../core/model/manifest.ts';

/** Identity of a file's content by its stat: device, inode, size, mtime and ctime in nanoseconds, decimal. */
export async function statKey(absolute: string): Promise<string | undefined> {
  const stats = await stat(absolute, { bigint: true }).catch(() => undefined);
  return stats === undefined ? undefined : `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`;
}

/** True when every file's stat is remembered with just the digest that the manifest has for it: nothing needs to be read. */
export async function areUnchanged(files: readonly ArtifactFile[], manifest: Manifest, hashes: HashCache): Promise<boolean> {
  if (files.length !== manifest.files.length) return false;
  const digests = new Map(manifest.files.map((file) => [file.path, file]));
  for (const file of files) {
    const expected = digests.get(file.path);
    if (expected === undefined || expected.size !== file.size) return false;
    const key = await statKey(file.absolute);
    if (key === undefined || hashes.get(key) !== expected.sha256) return false;
  }
  return true;
}

/** What a file in the workspace is, compared with a version, by stat alone. */
export async function fileState(folder: string, path: string, expected: { readonly size: number; readonly sha256: string }, hashes: HashCache): Promise<'same' | 'changed' | 'unknown' | 'absent'> {
  const stats = await stat(join(folder, path), { bigint: true }).catch(() => undefined);
  if (stats === undefined) return 'absent';
  if (stats.size !== BigInt(expected.size)) return 'changed';
  const known = hashes.get(`${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`);
  if (known === undefined) return 'unknown';
  return known === expected.sha256 ? 'same' : 'changed';
}
