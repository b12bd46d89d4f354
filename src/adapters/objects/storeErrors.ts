import { RegistryError } from '../../core/errors.ts';
import type { ErrorDetails } from '../../core/errors.ts';
import { SidedError } from './worker/sidedError.ts';

/** `410 MB`: decimal, three figures at most. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : Number(value.toPrecision(value >= 9.995 ? 3 : 2))} ${units[unit]}`;
}

/** An fsync (or a write) told of a broken disk: what was written before may be lost too. */
export function storeFailed(cause: unknown): RegistryError {
  return new RegistryError('store.failed', 'The disk reported an error while storing; nothing more is written to it.', {
    hint: 'Check the disk, then start again; modelkeep verify --read-data tells what is damaged.',
    cause,
  });
}

/** The store's disk is full; `details` tell `neededBytes`, `keptBytes` (what stays free for others) and `freeBytes` where they are known. */
export function storeFull(folder: string, details: { neededBytes?: number; keptBytes?: number; freeBytes?: number }, cause?: unknown): RegistryError {
  const { neededBytes, keptBytes = 0, freeBytes } = details;
  const free = freeBytes === undefined ? '' : ` ${formatBytes(freeBytes)} free`;
  const kept = keptBytes === 0 ? '' : ` and ${formatBytes(keptBytes)} to stay free`;
  const needed = neededBytes === undefined ? '' : ` ${formatBytes(neededBytes)} needed${kept},`;
  const facts = needed + free === '' ? '' : `:${needed}${free}`;
  return new RegistryError('store.full', `Not enough space for the model${facts.replace(/,$/, '')}.`, {
    hint: 'Free some space, record without copying (--no-copy), or keep the store on another disk (MODELKEEP_STORE).',
    details: { folder, ...(neededBytes === undefined ? {} : { neededBytes }), ...(keptBytes === 0 ? {} : { keptBytes }), ...(freeBytes === undefined ? {} : { freeBytes }) },
    cause,
  });
}

/** What an error of the file system means where the store is written; other errors stay what they are. */
export function storeError(error: unknown, folder: string): Error {
  if (error instanceof RegistryError) return error;
  const details: ErrorDetails = { folder };
  switch (errnoOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return storeFull(folder, {}, error);
    case 'EROFS':
      return new RegistryError('registry.readOnly', 'The store is on a read-only file system.', { hint: 'Make it writable, or record without copying (--no-copy).', details, cause: error });
    case 'EACCES':
    case 'EPERM':
      return new RegistryError('registry.readOnly', 'The store may not be written by this user.', { hint: `Check who owns ${folder} and its permissions.`, details, cause: error });
    case 'ENOENT':
    case 'ENOTDIR':
      return new RegistryError('registry.vanished', 'The store was removed while it was in use.', { hint: `Put ${folder} back, then try again.`, details, cause: error });
    case 'EIO':
    case 'ENXIO':
    case 'ENODEV':
    case 'EUCLEAN':
    case 'ESTALE':
      return storeFailed(error);
    default:
      return error instanceof Error && errnoOf(error) === undefined ? error : new RegistryError('internal', `The store could not be written: ${String((error as Error).message)}`, { details, cause: error });
  }
}

/** What an error of the file system means for a file that is being read for a version. */
export function sourceError(error: unknown, path: string): Error {
  if (error instanceof RegistryError) return error;
  const details: ErrorDetails = { path };
  switch (errnoOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new RegistryError('path.missing', `${path} does not exist.`, { details, cause: error });
    case 'EACCES':
    case 'EPERM':
      return new RegistryError('path.unreadable', `${path} may not be read by this user.`, { hint: 'Check its permissions.', details, cause: error });
    case 'ENXIO':
    case 'EISDIR':
      return notAFile(path);
    case 'ELOOP':
      return new RegistryError('file.changed', `${path} became a link while it was being read.`, { hint: 'Nothing was committed.', details, cause: error });
    case undefined:
      return error instanceof Error ? error : new RegistryError('internal', String(error));
    default:
      return new RegistryError('path.unreadable', `${path} could not be read: ${String((error as Error).message)}`, { details, cause: error });
  }
}

/** A pipe, socket, device or folder where a file was named. */
export function notAFile(path: string): RegistryError {
  return new RegistryError('path.notAFile', `${path} is not a file but a folder, pipe, socket or device.`, { details: { path } });
}

/** The file is no longer what it was; sizes in bytes, or nothing when it is gone. */
export function fileChanged(path: string, before: number, after: number | undefined): RegistryError {
  return new RegistryError('file.changed', `${path} changed while it was being read. ${howItChanged(before, after)}`, {
    hint: 'Nothing was committed. Wait until training has finished writing, then commit again.',
    details: { path, bytesBefore: before, bytesAfter: after ?? null },
  });
}

function howItChanged(before: number, after: number | undefined): string {
  if (after === undefined) return 'It was replaced.';
  if (after === before) return `It is still ${formatBytes(before)} but was written to.`;
  const [from, to] = [formatBytes(before), formatBytes(after)];
  const sizes = from === to ? `from ${before} to ${after} bytes` : `from ${from} to ${to}`;
  return after > before ? `It grew ${sizes}.` : `It shrank ${sizes}.`;
}

/** `ENOSPC`, `EIO`, …; undefined for what no file system said. */
export function errnoOf(error: unknown): string | undefined {
  if (error instanceof SidedError) return error.failure.code;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}
