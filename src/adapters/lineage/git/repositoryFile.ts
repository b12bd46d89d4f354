import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, open, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitPath } from './gitPath.ts';

/** A file or link of a work tree as it lies there. */
export interface RepositoryFile {
  /** `100644`, `100755` or `120000`. */
  readonly mode: string;
  /** Content; of a link its target. */
  readonly bytes: Buffer;
}

/** Absolute place of a path of a repository; bytes where the name is not UTF-8. */
export function placeOf(top: string, path: GitPath): string | Buffer {
  return path.exact ? join(top, path.text) : Buffer.concat([Buffer.from(`${top}/`, 'utf8'), Buffer.from(path.raw, 'latin1')]);
}

/** What lies at a path (links not followed), or undefined when nothing does. */
export async function lookAt(top: string, path: GitPath): Promise<Stats | undefined> {
  return lstat(placeOf(top, path)).catch(() => undefined);
}

/** Reads a regular file or a link of at most `limit` bytes; undefined when it is anything else, gone or unreadable. */
export async function readRepositoryFile(top: string, path: GitPath, limit: number): Promise<RepositoryFile | undefined> {
  const place = placeOf(top, path);
  try {
    const stat = await lstat(place);
    if (stat.isSymbolicLink()) return { mode: '120000', bytes: await readlink(place, { encoding: 'buffer' }) };
    if (!stat.isFile()) return undefined;
    const handle = await open(place, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const { size } = await handle.stat();
      if (size > limit) return undefined;
      const bytes = Buffer.alloc(size);
      let at = 0;
      while (at < size) {
        const { bytesRead } = await handle.read(bytes, at, size - at, at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return { mode: (stat.mode & 0o100) === 0 ? '100644' : '100755', bytes: bytes.subarray(0, at) };
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

/** SHA-256 (hex) and size of a file of any size, or undefined when it cannot be read. */
export async function digestFile(top: string, path: GitPath): Promise<{ readonly sha256: string; readonly size: number } | undefined> {
  try {
    const handle = await open(placeOf(top, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const hash = createHash('sha256');
      const buffer = Buffer.alloc(1024 * 1024);
      let size = 0;
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, size);
        if (bytesRead === 0) return { sha256: hash.digest('hex'), size };
        hash.update(buffer.subarray(0, bytesRead));
        size += bytesRead;
      }
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}
