import { closeSync, existsSync, fstatSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, readSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { MAX_SEGMENT_BYTES } from '../../core/ledger/segmentLines.ts';
import { failpoint } from '../../core/ports/failpoint.ts';
import type { SegmentLog } from '../../core/ports/segmentLog.ts';

const SLOTS_PER_FOLDER = 10_000;

/** Path of a slot below the log's folder: `<slot div 10000, 12 digits>/<slot mod 10000, 4 digits>.seg`. */
export function slotPath(slot: number): string {
  const folder = String(Math.floor(slot / SLOTS_PER_FOLDER)).padStart(12, '0');
  return join(folder, `${String(slot % SLOTS_PER_FOLDER).padStart(4, '0')}.seg`);
}

/** Folder in the log for segments that are being written: on the same file system, so that they can be linked. */
export function logTmpFolder(folder: string): string {
  return join(folder, 'tmp');
}

/**
 * The log of a local registry or of a shared folder: one file a slot, put by `link()`, which fails when the name exists
 * and is atomic on local disks and NFS alike (`ledger.md` §3.4).
 * @param newName names a temporary file that no other process uses
 */
export function folderLog(folder: string, newName: () => string = () => randomBytes(16).toString('hex')): SegmentLog {
  return {
    read: (slot) => readSlot(join(folder, slotPath(slot))),
    has: (slot) => existsSync(join(folder, slotPath(slot))),
    put: (slot, bytes) => guard(() => putSlot(folder, join(folder, slotPath(slot)), join(logTmpFolder(folder), newName()), bytes)),
    last: () => lastSlot(folder),
  };
}

function readSlot(file: string): Uint8Array | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw new RegistryError('store.failed', `The ledger cannot be read: ${errno(error)} at ${file}.`, { cause: error });
  }
  try {
    // One byte over the limit is enough to know that the slot is void.
    const bytes = Buffer.alloc(Math.min(fstatSync(descriptor).size, MAX_SEGMENT_BYTES + 1));
    let at = 0;
    for (let read = 1; read > 0 && at < bytes.length; at += read) read = readSync(descriptor, bytes, at, bytes.length - at, at);
    return bytes.subarray(0, at);
  } finally {
    closeSync(descriptor);
  }
}

function putSlot(folder: string, file: string, temporary: string, bytes: Uint8Array): 'created' | 'exists' {
  if (!existsSync(folder)) throw new RegistryError('registry.vanished', `The ledger's folder is gone: ${folder}.`, { hint: 'Bring the folder back (a backup, an unmounted disk), then try again. Nothing was committed.' });
  const parent = dirname(file);
  if (mkdirSync(parent, { recursive: true }) !== undefined) syncFolder(folder);
  mkdirSync(dirname(temporary), { recursive: true });
  try {
    writeDurably(temporary, bytes);
    failpoint('log.beforeLink');
    const outcome = linkOnce(temporary, file);
    if (outcome === 'created') confirm(parent);
    return outcome;
  } finally {
    removeQuietly(temporary);
  }
}

/** The slot is there from now on: what goes wrong here makes its survival doubtful, not its existence. */
function confirm(parent: string): void {
  try {
    failpoint('log.afterLink');
    syncFolder(parent);
  } catch (error) {
    throw new RegistryError('store.failed', `The ledger was written, but the disk did not confirm it: ${errno(error)}.`, {
      cause: error,
      hint: 'Check the disk, then run modelkeep verify and modelkeep log: what was being written may be there or not.',
    });
  }
}

/** What stays behind is swept when the registry is opened the next time. */
function removeQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Gone already, or the disk is: said by whoever fails on it.
  }
}

/** After an unclear error the number of links tells whether the link was made (a lost reply on NFS). */
function linkOnce(temporary: string, file: string): 'created' | 'exists' {
  try {
    linkSync(temporary, file);
    return 'created';
  } catch (error) {
    if (statSync(temporary).nlink === 2) return 'created';
    if (errno(error) === 'EEXIST') return 'exists';
    throw error;
  }
}

function writeDurably(file: string, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'wx', 0o444);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    failpoint('log.beforeFsync');
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function lastSlot(folder: string): number {
  const folders = list(folder).filter((name) => /^\d{12}$/.test(name));
  for (const name of folders.sort().reverse()) {
    const slots = list(join(folder, name)).filter((file) => /^\d{4}\.seg$/.test(file));
    const highest = slots.sort().at(-1);
    if (highest !== undefined) return Number(name) * SLOTS_PER_FOLDER + Number(highest.slice(0, 4));
  }
  return -1;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errno(error) === 'ENOENT') return [];
    throw error;
  }
}

function guard<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = errno(error);
    if (code === undefined || error instanceof RegistryError) throw error;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new RegistryError('store.full', 'The disk is full: the ledger could not be written.', { cause: error, hint: 'Free some space, then try again. Nothing was committed.' });
    if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') throw new RegistryError('registry.readOnly', 'The ledger cannot be written here.', { cause: error, hint: 'Check the permissions of the registry (modelkeep where). Nothing was committed.' });
    throw new RegistryError('store.failed', `The ledger could not be written: ${code}.`, { cause: error, hint: 'Check the disk, then run: modelkeep verify' });
  }
}

function errno(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
