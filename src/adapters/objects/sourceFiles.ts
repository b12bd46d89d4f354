import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import type { IngestFile } from '../../core/ports/objectStore.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { throwIfCancelled } from './cancellation.ts';
import { fileChanged, notAFile, sourceError } from './storeErrors.ts';
import { NO_SURPRISES } from './worker/fillRing.ts';
import { SidedError } from './worker/sidedError.ts';
import { sameFile, STAT_WORDS, statWords } from './worker/smallFiles.ts';
import type { WorkerPool } from './workerPool.ts';

/** A file to be ingested, and what it looked like before a byte was read. */
export interface Source {
  readonly index: number;
  readonly file: IngestFile;
  /** {@link STAT_WORDS} words. */
  readonly stat: BigInt64Array;
  readonly size: number;
  /** Bytes that it takes where it lies, when that is less: holes need no space. */
  readonly diskBytes: number;
  readonly statKey: string;
}

const BATCH = 4096;

/** Looks at every file. @throws RegistryError path.missing, path.unreadable, path.notAFile, cancelled */
export async function statSources(pool: WorkerPool, files: readonly IngestFile[], cancel: Int32Array, signal: CancelSignal | undefined): Promise<Source[]> {
  const sources: Source[] = [];
  for (let at = 0; at < files.length; at += BATCH) {
    const batch = files.slice(at, at + BATCH);
    const { table, failure } = await pool.call('chunks', 'statFiles', { paths: batch.map(({ absolute }) => absolute), cancel });
    throwIfCancelled(signal);
    if (failure !== undefined) throw sourceError(new SidedError(failure), (batch[failure.index ?? 0] as IngestFile).path);
    for (const [i, file] of batch.entries()) {
      const stat = table.subarray(i * STAT_WORDS, (i + 1) * STAT_WORDS);
      if (stat[6] !== 1n) throw notAFile(file.path);
      sources.push(describe(at + i, file, stat));
    }
  }
  return sources;
}

function describe(index: number, file: IngestFile, stat: BigInt64Array): Source {
  const size = Number(stat[2]);
  return { index, file, stat, size, diskBytes: Math.min(size, Number(stat[5])), statKey: statKey(stat) };
}

function statKey(stat: BigInt64Array): string {
  const [device, inode, size, mtime, ctime] = stat;
  return [BigInt.asUintN(64, device ?? 0n), BigInt.asUintN(64, inode ?? 0n), size, mtime, ctime].join(':');
}

/** Opens a file that still looks as it did, without following a link or waiting for a pipe. */
export async function openSource(source: Source): Promise<FileHandle> {
  try {
    const handle = await open(source.file.absolute, constants.O_RDONLY | NO_SURPRISES);
    try {
      await assertUnchanged(source, handle);
      return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    throw sourceError(error, source.file.path);
  }
}

/**
 * Compares the file with what it was before, by handle and by name.
 * @throws RegistryError file.changed; path.missing when the name is gone
 */
export async function assertUnchanged(source: Source, handle: FileHandle): Promise<void> {
  const open = BigInt64Array.from(statWords(await handle.stat({ bigint: true })));
  if (sameFile(source.stat, open)) return;
  let named: BigInt64Array;
  try {
    named = BigInt64Array.from(statWords(await lstat(source.file.absolute, { bigint: true })));
  } catch (error) {
    throw sourceError(error, source.file.path);
  }
  throw changedError(source, named);
}

/** What to say of a file that now looks like `now`. */
export function changedError(source: Source, now: BigInt64Array): Error {
  const same = now[0] === source.stat[0] && now[1] === source.stat[1];
  const size = Number(now[2]);
  return fileChanged(source.file.path, source.size, same || size !== source.size ? size : undefined);
}

/** Hash caches are not told of a file that was written so recently that a second write might leave the same time stamps. */
export function isSettled(source: Source): boolean {
  return Date.now() - Number((source.stat[4] ?? 0n) / 1_000_000n) > 100;
}
