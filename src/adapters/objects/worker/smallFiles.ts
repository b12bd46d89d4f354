import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type BigIntStats } from 'node:fs';
import { SLICE_BYTES } from '../limits.ts';
import { NO_SURPRISES } from './fillRing.ts';
import { asSided, type Failure } from './sidedError.ts';

/** Words of one file in a {@link StatTable}: device, inode, size, mtime ns, ctime ns, bytes on disk, kind. */
export const STAT_WORDS = 7;
/** A file's facts by `lstat`, {@link STAT_WORDS} words each; kind is 1 for a regular file, 2 for a folder, else 0. */
export type StatTable = BigInt64Array<ArrayBuffer>;

/** `lstat` of each path, until the first that fails. */
export function statFiles(paths: readonly string[], cancel: Int32Array): { readonly table: StatTable; readonly failure?: Failure } {
  const table = new BigInt64Array(paths.length * STAT_WORDS);
  for (const [index, path] of paths.entries()) {
    if (Atomics.load(cancel, 0) !== 0) break;
    try {
      table.set(statWords(lstatSync(path, { bigint: true })), index * STAT_WORDS);
    } catch (error) {
      return { table, failure: asSided('source', error, index).failure };
    }
  }
  return { table };
}

/** One file's words of a {@link StatTable}. */
export function statWords(stat: BigIntStats): bigint[] {
  const kind = stat.isFile() ? 1n : stat.isDirectory() ? 2n : 0n;
  return [BigInt.asIntN(64, stat.dev), BigInt.asIntN(64, stat.ino), stat.size, stat.mtimeNs, stat.ctimeNs, stat.blocks * 512n, kind];
}

/** Small files to be read into `arena` one after the other; `stats` is what they looked like before. */
export interface SmallBatch {
  readonly paths: readonly string[];
  readonly stats: StatTable;
  readonly arena: Uint8Array;
  readonly cancel: Int32Array;
}

/** Their SHA-256 digests, 32 bytes each; or the first that could not be read, or no longer is what it was. */
export interface SmallBatchResult {
  readonly digests: Uint8Array;
  readonly failure?: Failure;
  /** Index of the first file that changed, and what it looks like now. */
  readonly changed?: { readonly index: number; readonly stat: StatTable };
}

/** Reads and digests small files; stops at the first that fails or changed, or when cancelled. */
export function readSmallFiles(batch: SmallBatch): SmallBatchResult {
  const digests = new Uint8Array(batch.paths.length * 32);
  let at = 0;
  for (const [index, path] of batch.paths.entries()) {
    if (Atomics.load(batch.cancel, 0) !== 0) break;
    const before = batch.stats.subarray(index * STAT_WORDS, (index + 1) * STAT_WORDS);
    const into = batch.arena.subarray(at, at + Number(before[2]));
    try {
      const changed = readUnchanged(path, into, before);
      if (changed !== undefined) return { digests, changed: { index, stat: changed } };
    } catch (error) {
      return { digests, failure: asSided('source', error, index).failure };
    }
    digests.set(createHash('sha256').update(into).digest(), index * 32);
    at += into.length;
  }
  return { digests };
}

/** Fills `into` from the file; answers what the file looks like now, when that is not `before`. */
function readUnchanged(path: string, into: Uint8Array, before: BigInt64Array): StatTable | undefined {
  const fd = openSync(path, constants.O_RDONLY | NO_SURPRISES);
  try {
    let filled = 0;
    while (filled < into.length) {
      const length = readSync(fd, into, filled, Math.min(SLICE_BYTES, into.length - filled), null);
      if (length === 0) break;
      filled += length;
    }
    const after = BigInt64Array.from(statWords(fstatSync(fd, { bigint: true })));
    return sameFile(before, after) ? undefined : after;
  } finally {
    closeSync(fd);
  }
}

/** True when device, inode, size, mtime and ctime are the same. */
export function sameFile(before: BigInt64Array, after: BigInt64Array): boolean {
  for (let word = 0; word < 5; word++) if (before[word] !== after[word]) return false;
  return true;
}
