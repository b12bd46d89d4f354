import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactFile, HashCache } from '../../core/ports/collector.ts';
import type { Manifest } from '../../core/model/manifest.ts';

/** Files looked at side by side. */
const AT_ONCE = 64;

/** Identity of a file's content by its stat: device, inode, size, mtime and ctime in nanoseconds, decimal. */
export async function statKey(absolute: string): Promise<string | undefined> {
  const stats = await stat(absolute, { bigint: true }).catch(() => undefined);
  return stats === undefined ? undefined : `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`;
}

/** True when every file's stat is remembered with just the digest that the manifest has for it: nothing needs to be read. */
export async function areUnchanged(files: readonly ArtifactFile[], manifest: Manifest, hashes: HashCache): Promise<boolean> {
  if (files.length !== manifest.files.length) return false;
  const digests = new Map(manifest.files.map((file) => [file.path, file]));
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const same = await Promise.all(files.slice(at, at + AT_ONCE).map(isSame));
    if (same.includes(false)) return false;
  }
  return true;

  async function isSame(file: ArtifactFile): Promise<boolean> {
    const expected = digests.get(file.path);
    if (expected === undefined || expected.size !== file.size) return false;
    const key = await statKey(file.absolute);
    return key !== undefined && hashes.get(key) === expected.sha256;
  }
}

/** Remembers what a file at a path was when it was last hashed, so that a later stat can tell that it was written since. */
export async function rememberPlace(hashes: HashCache, absolute: string): Promise<void> {
  const key = await statKey(absolute);
  if (key !== undefined) hashes.set(placeKey(absolute), key);
}

function placeKey(absolute: string): string {
  return `place:${absolute}`;
}

/**
 * What a file in the workspace is, compared with a version, by stat alone. A file that was written since it was last
 * hashed here counts as changed; `unknown` is one that was never hashed here.
 */
export async function fileState(folder: string, path: string, expected: { readonly size: number; readonly sha256: string }, hashes: HashCache): Promise<'same' | 'changed' | 'unknown' | 'absent'> {
  const stats = await stat(join(folder, path), { bigint: true }).catch(() => undefined);
  if (stats === undefined) return 'absent';
  if (stats.size !== BigInt(expected.size)) return 'changed';
  const known = hashes.get(`${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`);
  if (known === undefined) return hashes.get(placeKey(join(folder, path))) === undefined ? 'unknown' : 'changed';
  return known === expected.sha256 ? 'same' : 'changed';
}
