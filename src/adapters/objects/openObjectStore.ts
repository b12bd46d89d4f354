import { constants } from 'node:fs';
import { copyFile, mkdir, unlink } from 'node:fs/promises';
import { RegistryError } from '../../core/errors.ts';
import { isSha256 } from '../../core/model/digest.ts';
import type { HashCache } from '../../core/ports/collector.ts';
import type { IngestedFile, IngestFile, IngestOptions, ObjectState, ObjectStore, StoredExtent } from '../../core/ports/objectStore.ts';
import { checkFile } from './checkFile.ts';
import { ChunkPlaces } from './chunkPlaces.ts';
import type { DetectFormat, StoreContext } from './ingestContext.ts';
import { ingestFiles } from './ingestFiles.ts';
import { MIB, PACK_BYTES } from './limits.ts';
import { Staging } from './staging.ts';
import { assertFound, corrupt, digestBytes, extentsOnDisk, findStored, readStored } from './storedFile.ts';
import { StoreHealth } from './storeHealth.ts';
import { StoreIndex } from './storeIndex.ts';
import { storePaths } from './storePaths.ts';
import { sweepTmp } from './tmpFolders.ts';
import { Turnstile } from './turnstile.ts';
import { WorkerPool } from './workerPool.ts';
import { writeOutFile, type WriteOutOptions } from './writeOutFile.ts';

/** What an object store needs. */
export interface ObjectStoreOptions {
  /** Holds `blobs/`, `packs/`, `layouts/` and `tmp/`; made when missing, unless read-only. */
  readonly folder: string;
  /** Where the bundled `hashWorker.js` lies (in development: `hashWorker.ts`). */
  readonly programFolder: string;
  readonly detectFormat: DetectFormat;
  readonly hashCache?: HashCache;
  readonly readOnly?: boolean;
  /** Bytes that a commit leaves free on the disk; 16 MiB by default. */
  readonly minFreeBytes?: number;
  /** Makes `to` share the bytes of `from`; by default by reflink. @throws when it cannot */
  readonly clone?: (from: string, to: string) => Promise<void>;
}

/** Opens the store in a folder. @throws RegistryError registry.readOnly, store.full when the folder cannot be made */
export async function openObjectStore(options: ObjectStoreOptions): Promise<ObjectStore> {
  const store = new FolderObjectStore(options);
  await store.prepare();
  return store;
}

class FolderObjectStore implements ObjectStore {
  readonly #store: StoreContext;
  readonly #reader: StoreContext;
  readonly #ingests = new Turnstile();
  readonly #reads = new Turnstile();
  readonly #readOnly: boolean;

  constructor({ folder, programFolder, detectFormat, hashCache, readOnly = false, minFreeBytes = 16 * MIB, clone = reflink() }: ObjectStoreOptions) {
    const paths = storePaths(folder);
    this.#readOnly = readOnly;
    this.#store = { paths, pool: new WorkerPool(programFolder), index: new StoreIndex(paths), health: new StoreHealth(folder, readOnly), detectFormat, hashCache, minFreeBytes, clone };
    this.#reader = { ...this.#store, pool: new WorkerPool(programFolder) };
  }

  async prepare(): Promise<void> {
    if (this.#readOnly) return;
    const { folder, blobs, packs, joined, finished } = this.#store.paths;
    await this.#store.health.storing(async () => {
      await mkdir(folder, { recursive: true });
      for (const each of [blobs, packs, joined, finished]) await mkdir(each, { recursive: true });
    });
  }

  ingest(files: readonly IngestFile[], options: IngestOptions): Promise<readonly IngestedFile[]> {
    return this.#ingests.run(options.signal, () => ingestFiles(this.#store, files, options));
  }

  async putObjects(objects: readonly Uint8Array[]): Promise<readonly string[]> {
    const { paths, health, index } = this.#store;
    health.assertWritable();
    if (objects.some(({ length }) => length > PACK_BYTES)) throw new RegistryError('internal', 'An object over 64 MiB is a file, not an object.');
    const digests = await Promise.all(objects.map(digestBytes));
    const fresh = new Map(digests.map((sha256, i) => [sha256, objects[i] as Uint8Array]));
    const staging = new Staging(paths, health, new ChunkPlaces());
    try {
      await health.storing(async () => {
        for (const [sha256, bytes] of fresh) if (!(await index.isPresent(sha256, bytes.length))) await staging.addBytes(sha256, bytes);
      });
      await staging.settle(undefined);
    } finally {
      await staging.dispose();
    }
    return digests;
  }

  async getObject(sha256: string): Promise<Uint8Array> {
    const file = assertFound(await this.#find(sha256), sha256);
    if (file.size > PACK_BYTES) throw new RegistryError('internal', 'A file over 64 MiB is written out, not read into memory.', { details: { sha256 } });
    const bytes = await readStored(file);
    if ((await digestBytes(bytes)) !== sha256) throw corrupt(sha256, 'its bytes are not those that were stored');
    return bytes;
  }

  async has(sha256: string): Promise<boolean> {
    return isSha256(sha256) && this.#store.index.isPresent(sha256);
  }

  writeOut(sha256: string, absolute: string, options: WriteOutOptions): Promise<void> {
    if (!isSha256(sha256)) return Promise.reject(notADigest(sha256));
    return this.#reads.run(options.signal, () => writeOutFile(this.#reader, sha256, absolute, options));
  }

  async check(sha256: string, options: WriteOutOptions & { readonly readData: boolean }): Promise<{ readonly state: ObjectState; readonly bytes: number }> {
    if (!isSha256(sha256)) throw notADigest(sha256);
    return checkFile(this.#reader, sha256, options, (work) => this.#reads.run(options.signal, work));
  }

  async extents(sha256: string): Promise<readonly StoredExtent[]> {
    return extentsOnDisk(assertFound(await this.#find(sha256), sha256));
  }

  async sweep(): Promise<void> {
    if (!this.#readOnly) await sweepTmp(this.#store.paths);
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#ingests.idle(), this.#reads.idle()]);
    await Promise.all([this.#store.pool.dispose(), this.#reader.pool.dispose()]);
  }

  #find(sha256: string): ReturnType<typeof findStored> {
    return isSha256(sha256) ? findStored(this.#store, sha256) : Promise.reject(notADigest(sha256));
  }
}

function notADigest(sha256: string): RegistryError {
  return new RegistryError('store.missing', 'That is not a SHA-256 digest.', { details: { sha256: sha256.slice(0, 80) } });
}

/** Clones by reflink; after a file system has said that it has none, it is not asked again. */
function reflink(): (from: string, to: string) => Promise<void> {
  let unsupported: Error | undefined;
  return async (from, to) => {
    if (unsupported !== undefined) throw unsupported;
    try {
      await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
    } catch (error) {
      await unlink(to).catch(() => undefined);
      if (['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'ENOTTY', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '')) unsupported = error as Error;
      throw error;
    }
  };
}
