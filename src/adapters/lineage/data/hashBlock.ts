import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import type { HashCache } from '../../../core/ports/collector.ts';
import type { DataFile } from './dataFile.ts';

/** Device, inode, size, mtime ns, ctime ns of each file, one after the other. */
const FIELDS = 5;
const MAX_FILES = 256;
const MAX_BYTES = 64 * 1_048_576;
/** A larger file is remembered by itself. */
const ALONE = 8 * 1_048_576;
/** A file written less than this before now may be written again without its times changing, milliseconds. */
const RACY_MS = 2000;

/** Files whose hashes are remembered together, because the cache does not have them yet. */
export interface HashBlock {
  readonly key: string;
  readonly files: readonly DataFile[];
  readonly stats: BigUint64Array;
}

/**
 * Remembers hashes of neighbouring small files under one key, the digest of all their (device, inode, size, mtime ns,
 * ctime ns): one look-up for some 64 files, since one for each costs half as much as the `stat` itself. A block ends at a
 * file whose name says so, so that a new file moves the borders only around itself.
 */
export class HashBlocks {
  /** Blocks that must be hashed. */
  readonly unknown: HashBlock[] = [];
  readonly #cache: HashCache;
  readonly #stats = new BigUint64Array(MAX_FILES * FIELDS);
  #files: DataFile[] = [];
  #bytes = 0;

  constructor(cache: HashCache) {
    this.#cache = cache;
  }

  /** Adds the next file in order; its hash is there after {@link flush} when the cache has it. */
  add(file: DataFile, name: string, stat: BigIntStats): void {
    if (file.size > ALONE) this.flush();
    writeStats(this.#stats, this.#files.length * FIELDS, stat);
    this.#files.push(file);
    this.#bytes += file.size;
    if (this.#files.length === MAX_FILES || this.#bytes > MAX_BYTES || endsBlock(name)) this.flush();
  }

  /** Ends the block: at the end of a folder, or of everything. */
  flush(): void {
    const files = this.#files;
    if (files.length === 0) return;
    const stats = this.#stats.subarray(0, files.length * FIELDS);
    const key = keyOf(stats);
    const known = this.#cache.get(key);
    if (known?.length === 64 * files.length) {
      for (let i = 0; i < files.length; i++) (files[i] as DataFile).sha256 = known.slice(64 * i, 64 * i + 64);
    } else {
      this.unknown.push({ key, files, stats: stats.slice() });
    }
    this.#files = [];
    this.#bytes = 0;
  }
}

/** `device:inode:size:mtimeNs:ctimeNs` for one file, which is the store's key too. */
function keyOf(stats: BigUint64Array): string {
  if (stats.length === FIELDS) return stats.join(':');
  return `files:${createHash('sha256').update(stats).digest('hex')}`;
}

/** Decided by the name alone, once in 64 files on average. */
function endsBlock(name: string): boolean {
  let hash = 0x811c9dc5;
  for (let i = Math.max(0, name.length - 16); i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) & 63) === 0;
}

function writeStats(target: BigUint64Array, at: number, stat: BigIntStats): void {
  target[at] = stat.dev;
  target[at + 1] = stat.ino;
  target[at + 2] = stat.size;
  target[at + 3] = stat.mtimeNs;
  target[at + 4] = stat.ctimeNs;
}

/** True when a file of the block is still as it was listed. */
export function isUnchanged(block: HashBlock, index: number, stat: BigIntStats): boolean {
  const now = new BigUint64Array(FIELDS);
  writeStats(now, 0, stat);
  return now.every((field, i) => field === block.stats[index * FIELDS + i]);
}

/** True when a file of the block was written so shortly before `nowMs` (or after it) that its hash must not be remembered. */
export function isRacyBlock(block: HashBlock, nowMs: number): boolean {
  const limit = racyLimit(nowMs);
  return block.stats.some((field, i) => i % FIELDS >= 3 && field > limit);
}

/** The same for one file. */
export function isRacy(stat: BigIntStats, nowMs: number): boolean {
  const limit = racyLimit(nowMs);
  return stat.mtimeNs > limit || stat.ctimeNs > limit;
}

/** Nanoseconds since the epoch. */
function racyLimit(nowMs: number): bigint {
  return BigInt(Math.floor(nowMs - RACY_MS)) * 1_000_000n;
}
