import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** A small file as it lay there. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  /** Last write, milliseconds since the epoch. */
  readonly mtimeMs: number;
  /** Last write or change of its entry, whichever came later; no program can set this one back. */
  readonly changedMs: number;
}

/** Why a file could not be read; `absent` when there is nothing of that name. */
export interface ReadProblem {
  readonly problem: 'absent' | 'unreadable' | 'notAFile' | 'tooLarge';
  /** Half a sentence for people: `it is a folder`. */
  readonly reason: string;
}

/** True when reading went wrong. */
export function isReadProblem(result: ReadFile | ReadProblem): result is ReadProblem {
  return 'problem' in result;
}

/**
 * Reads a whole regular file of at most `maxBytes`. Never blocks on a FIFO, never throws: what goes wrong is answered.
 */
export async function readBoundedFile(path: string, maxBytes: number): Promise<ReadFile | ReadProblem> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = await handle.stat();
    if (!stat.isFile()) return { problem: 'notAFile', reason: stat.isDirectory() ? 'it is a folder' : 'it is not a regular file' };
    if (stat.size > maxBytes) return { problem: 'tooLarge', reason: `it is larger than ${maxBytes / 1_048_576} MiB` };
    return { bytes: await readUpTo(handle, maxBytes, stat.size), mtimeMs: stat.mtimeMs, changedMs: Math.max(stat.mtimeMs, stat.ctimeMs) };
  } catch (error) {
    return problemOf(error);
  } finally {
    await handle?.close();
  }
}

async function readUpTo(handle: FileHandle, maxBytes: number, size: number): Promise<Uint8Array> {
  // Files of /proc claim to be empty.
  const bytes = new Uint8Array(Math.min(size === 0 ? 65_536 : size, maxBytes));
  let at = 0;
  while (at < bytes.length) {
    const { bytesRead } = await handle.read(bytes, at, bytes.length - at, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes.subarray(0, at);
}

function problemOf(error: unknown): ReadProblem {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return { problem: 'absent', reason: 'it does not exist' };
  if (code === 'EACCES' || code === 'EPERM') return { problem: 'unreadable', reason: 'access is denied' };
  if (code === 'ELOOP') return { problem: 'unreadable', reason: 'its links go round in a loop' };
  if (code === 'ENXIO') return { problem: 'notAFile', reason: 'it is not a regular file' };
  return { problem: 'unreadable', reason: `reading it failed (${code ?? 'unknown reason'})` };
}

/** Text of UTF-8 bytes without a byte order mark, or undefined when they are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
