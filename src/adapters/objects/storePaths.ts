import { join } from 'node:path';

/**
 * Where things lie in the store's folder:
 *
 * - `blobs/ab/cdef…`   a file stored whole, by the SHA-256 of its bytes
 * - `packs/ab/cdef….pack`   chunks (see packFile.ts), by the SHA-256 of the pack's bytes
 * - `layouts/ab/cdef…`   the layout of one file (see layoutFile.ts), by the SHA-256 of that file
 * - `layouts/joined/abcdef…`   a layout of many files, by the SHA-256 of the layout's own bytes
 * - `tmp/<pid>-<place>/`   what a running process has not finished yet
 * - `tmp/finished/`   empty files `f-<file sha256>` and `p-<pack sha256>`: hints at what was stored last, so that the
 *   next commit after a killed one finds it; never needed for reading
 */
export interface StorePaths {
  readonly folder: string;
  readonly blobs: string;
  readonly packs: string;
  readonly layouts: string;
  readonly joined: string;
  readonly tmp: string;
  readonly finished: string;
}

/** A blob or a pack, as layouts and `du` name it: `blobs/<sha256>` or `packs/<sha256>`. */
export type Container = string;

/** The places below `folder`. */
export function storePaths(folder: string): StorePaths {
  const layouts = join(folder, 'layouts');
  const tmp = join(folder, 'tmp');
  return {
    folder,
    blobs: join(folder, 'blobs'),
    packs: join(folder, 'packs'),
    layouts,
    joined: join(layouts, 'joined'),
    tmp,
    finished: join(tmp, 'finished'),
  };
}

/** Path of the container; its digest has been checked to be 64 hexadecimal digits by whoever made the name. */
export function containerPath(paths: StorePaths, container: Container): string {
  const sha256 = container.slice(6);
  return container.startsWith('packs/') ? fanned(paths.packs, sha256, '.pack') : fanned(paths.blobs, sha256);
}

/** Path of a file's own layout. */
export function layoutPath(paths: StorePaths, sha256: string): string {
  return fanned(paths.layouts, sha256);
}

/** `folder/ab/cdef…`, with 256 folders at most. */
function fanned(folder: string, sha256: string, suffix = ''): string {
  return join(folder, sha256.slice(0, 2), sha256.slice(2) + suffix);
}
