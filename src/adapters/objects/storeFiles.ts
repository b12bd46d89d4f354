import { constants, fsync as fsyncCallback } from 'node:fs';
import { type FileHandle, lstat, mkdir, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { RegistryError } from '../../core/errors.ts';
import { SLICE_BYTES } from './limits.ts';
import { errnoOf } from './storeErrors.ts';
import { NO_SURPRISES } from './worker/fillRing.ts';

/** fsync of a bare file descriptor. */
export const fsyncFd = promisify(fsyncCallback);

/** Creates a read-only file with these bytes, in slices; it is left open, to be synced. */
export async function createFile(path: string, bytes: Uint8Array): Promise<FileHandle> {
  const handle = await open(path, 'wx', 0o444);
  try {
    for (let at = 0; at < bytes.length; ) {
      at += (await handle.write(bytes, at, Math.min(SLICE_BYTES, bytes.length - at), at)).bytesWritten;
    }
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Reads a whole file of at most `limit` bytes, never through a link and never waiting for a pipe.
 * @returns undefined when there is none; @throws RegistryError store.corrupt for anything but a regular file within the limit
 */
export async function readWhole(path: string, limit: number): Promise<Buffer | undefined> {
  const handle = await openForReading(path);
  if (handle === undefined) return undefined;
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > limit) throw new RegistryError('store.corrupt', `${path} is not what the store put there.`);
    const bytes = Buffer.allocUnsafe(stat.size);
    return bytes.subarray(0, await readInto(handle, bytes, 0));
  } finally {
    await handle.close();
  }
}

/** Reads `length` bytes at `offset`; fewer at the end of the file, none when there is no such file. */
export async function readRange(path: string, offset: number, length: number): Promise<Buffer> {
  const handle = await openForReading(path);
  if (handle === undefined) return Buffer.alloc(0);
  try {
    const bytes = Buffer.allocUnsafe(length);
    return bytes.subarray(0, await readInto(handle, bytes, offset));
  } finally {
    await handle.close();
  }
}

/** Fills `into` from `position` in slices; answers how much there was. */
export async function readInto(handle: FileHandle, into: Uint8Array, position: number): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const { bytesRead } = await handle.read(into, filled, Math.min(SLICE_BYTES, into.length - filled), position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

/** Opens a file of the store; undefined when there is none. */
async function openForReading(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, constants.O_RDONLY | NO_SURPRISES);
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(path, error);
  }
}

/** Size of a regular file; undefined when there is none, or something else in its place. */
export async function fileSize(path: string): Promise<number | undefined> {
  try {
    const stat = await lstat(path);
    return stat.isFile() ? stat.size : undefined;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(path, error);
  }
}

/** What is in the store but cannot be read. */
export function unreadable(path: string, cause: unknown): RegistryError {
  return new RegistryError('store.corrupt', `${path} cannot be read: ${String((cause as Error).message)}`, { hint: 'Check the disk and the permissions.', details: { path }, cause });
}

/** Makes `folder` below `root`, which is never made anew: a store that was removed stays removed. True when it was made. */
export async function ensureFolder(folder: string, root: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    if (errnoOf(error) !== 'ENOENT') throw error;
    await lstat(root);
    await mkdir(folder, { recursive: true });
    return true;
  }
}

/** Makes the names in a folder durable. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
