import { chmod, type FileHandle, link, lstat, open, rename, statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { throwIfCancelled } from './cancellation.ts';
import type { StoreContext } from './ingestContext.ts';
import { syncFolder } from './storeFiles.ts';
import { errnoOf, storeFull } from './storeErrors.ts';
import { assertFound, corrupt, damageOf, endsOf, findStored, type StoredFile } from './storedFile.ts';
import { streamFile } from './streamFile.ts';
import { partName } from './tmpFolders.ts';
import { SidedError } from './worker/sidedError.ts';

export interface WriteOutOptions {
  readonly signal?: CancelSignal;
  onProgress?(bytes: number): void;
}

/** {@link ObjectStore.writeOut}. */
export async function writeOutFile(store: StoreContext, sha256: string, absolute: string, options: WriteOutOptions): Promise<void> {
  const file = assertFound(await findStored(store, sha256), sha256);
  const part = join(dirname(absolute), partName());
  try {
    await assertAbsent(absolute);
    const { bavail, bsize } = await statfs(dirname(absolute));
    const handle = await openPart(store, file, part, bavail * bsize);
    try {
      await fill(store, file, handle, options);
      await handle.file.sync();
    } finally {
      await handle.file.close();
    }
    throwIfCancelled(options.signal);
    await moveIntoPlace(part, absolute);
    await syncFolder(dirname(absolute));
  } catch (error) {
    throw targetError(error, absolute);
  } finally {
    await unlink(part).catch(() => undefined);
  }
}

/** The file that is being written; a clone has its bytes already. */
interface Part {
  readonly file: FileHandle;
  readonly path: string;
  readonly isClone: boolean;
}

async function openPart(store: StoreContext, file: StoredFile, path: string, freeBytes: number): Promise<Part> {
  if (file.blob !== undefined) {
    const cloned = await store.clone(file.blob, path).then(() => true, () => false);
    if (cloned) {
      await chmod(path, 0o666 & ~process.umask());
      return { file: await open(path, 'r+'), path, isClone: true };
    }
  }
  const neededBytes = file.blob === undefined ? file.size : Math.min(file.size, (await lstat(file.blob)).blocks * 512);
  if (neededBytes > freeBytes) throw storeFull(dirname(path), { neededBytes, freeBytes });
  return { file: await open(path, 'wx+'), path, isClone: false };
}

async function fill(store: StoreContext, file: StoredFile, part: Part, { signal, onProgress }: WriteOutOptions): Promise<void> {
  const read = await streamFile(store.pool, {
    extents: part.isClone ? [{ path: part.path, fd: part.file.fd, offset: 0, length: file.size }] : file.extents,
    size: file.size,
    chunks: endsOf(file),
    spans: new Float64Array(0),
    pack: false,
    ...(part.isClone ? {} : { dest: part.file.fd }),
    ...(signal === undefined ? {} : { signal }),
    onTick: (bytes) => onProgress?.(bytes),
  }).catch((error: unknown) => {
    throw error instanceof SidedError && error.failure.side === 'source' ? corrupt(file.sha256, error.message) : error;
  });
  const damage = damageOf(file, read);
  if (damage !== undefined) throw corrupt(file.sha256, damage);
  await part.file.truncate(file.size);
}

/** Gives the file its name, unless something has taken it meanwhile. */
async function moveIntoPlace(part: string, absolute: string): Promise<void> {
  try {
    await link(part, absolute);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw exists(absolute);
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'].includes(errnoOf(error) ?? '')) throw error;
    await assertAbsent(absolute);
    await rename(part, absolute);
  }
}

async function assertAbsent(absolute: string): Promise<void> {
  const there = await lstat(absolute).then(() => true, (error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  });
  if (there) throw exists(absolute);
}

function exists(absolute: string): RegistryError {
  return new RegistryError('file.differs', `${absolute} exists and is not overwritten.`, { details: { path: absolute } });
}

/** What an error of the file system means where a file is written out. */
function targetError(error: unknown, absolute: string): unknown {
  if (error instanceof RegistryError) return error;
  const details = { path: absolute };
  switch (errnoOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return storeFull(dirname(absolute), {}, error);
    case 'ENOENT':
    case 'ENOTDIR':
      return new RegistryError('path.missing', `${dirname(absolute)} is not a folder.`, { details, cause: error });
    case undefined:
      return error;
    default:
      return new RegistryError('path.unreadable', `${absolute} could not be written: ${String((error as Error).message)}`, { details, cause: error });
  }
}
