import { randomBytes } from 'node:crypto';
import { close as closeCallback } from 'node:fs';
import { type FileHandle, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { failpoint } from '../../core/ports/failpoint.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { throwIfCancelled } from './cancellation.ts';
import type { ChunkPlaces } from './chunkPlaces.ts';
import type { ChunkTable } from './chunkTable.ts';
import { EventLoopTurn } from './eventLoopTurn.ts';
import { markFinished } from './finishedMarks.ts';
import { type DigestedSpan, encodeLayout, type LaidFile } from './layoutFile.ts';
import { FEW_FILES, MIB } from './limits.ts';
import type { StoreHealth } from './storeHealth.ts';
import { createFile, ensureFolder, fsyncFd, syncFolder } from './storeFiles.ts';
import { containerPath, type Container, layoutPath, type StorePaths } from './storePaths.ts';
import { tmpFolderName, touch } from './tmpFolders.ts';
import type { WrittenPack } from './worker/packWriter.ts';

const closeFd = promisify(closeCallback);

/** Files in one joined layout at most: it is read as a whole. */
const JOINED_FILES = 8192;
/** Packs are put in their place as soon as so many bytes of them are synced. */
const PLACED_EARLY_BYTES = 256 * MIB;

/** A file whose layout is written when its containers are in place. */
export interface UnlaidFile {
  readonly sha256: string;
  readonly size: number;
  /** Undefined: the file is one chunk, or empty. */
  readonly chunks: ChunkTable | undefined;
  readonly spans: readonly DigestedSpan[];
}

/** A finished temporary file on its way to `container`. */
interface Staged {
  readonly container: Container;
  readonly path: string;
  readonly size: number;
  /** What came of its fsync. */
  readonly synced: Promise<Error | undefined>;
}

/**
 * What one operation has written and not yet made durable and visible. Syncing begins as soon as a file is complete;
 * {@link settle} waits for all of it, renames all, syncs each folder once, and does the same with the layouts. Nothing
 * refers to a container before that container is durable.
 */
export class Staging {
  readonly #paths: StorePaths;
  readonly #health: StoreHealth;
  readonly #places: ChunkPlaces;
  readonly #folder: string;
  readonly #dirty = new Set<string>();
  #made = false;
  #staged: Staged[] = [];
  #unlaid: UnlaidFile[] = [];
  #placing: Promise<Error | undefined> = Promise.resolve(undefined);

  constructor(paths: StorePaths, health: StoreHealth, places: ChunkPlaces) {
    this.#paths = paths;
    this.#health = health;
    this.#places = places;
    this.#folder = join(paths.tmp, tmpFolderName());
  }

  /** Bytes that are finished but not yet settled. */
  get pendingBytes(): number {
    return this.#staged.reduce((sum, { size }) => sum + size, 0);
  }

  /** The operation's own folder. */
  async folder(): Promise<string> {
    if (!this.#made) {
      await ensureFolder(this.#paths.tmp, this.#paths.folder);
      await mkdir(this.#folder);
      this.#made = true;
    }
    return this.#folder;
  }

  /** A name for a new file in that folder. */
  async newPath(): Promise<string> {
    return join(await this.folder(), randomBytes(8).toString('hex'));
  }

  /** Takes over a complete file that holds the bytes of `sha256`, and its handle. */
  addBlob(sha256: string, path: string, handle: FileHandle, size: number): void {
    this.#add(`blobs/${sha256}`, path, size, () => handle.sync(), () => handle.close());
  }

  /** Writes small bytes as a blob. */
  async addBytes(sha256: string, bytes: Uint8Array): Promise<void> {
    const path = await this.newPath();
    this.addBlob(sha256, path, await createFile(path, bytes), bytes.length);
  }

  /** Takes over a complete pack. */
  addPack(pack: WrittenPack): void {
    this.#places.addPack(pack.sha256, pack.chunks);
    this.#add(`packs/${pack.sha256}`, pack.path, pack.size, () => fsyncFd(pack.fd), () => closeFd(pack.fd));
    if (this.pendingBytes < PLACED_EARLY_BYTES || this.#staged.some(({ container }) => container.startsWith('blobs/'))) return;
    this.#placing = this.#placing.then((error) => error ?? this.#place().then(() => undefined, (cause: Error) => cause));
  }

  /** Lets the file have a layout once its containers are in place. */
  addFile(file: UnlaidFile): void {
    this.#unlaid.push(file);
  }

  /** Makes everything so far durable and visible to {@link ObjectStore.has}. */
  async settle(signal: CancelSignal | undefined): Promise<void> {
    await this.#health.storing(async () => {
      await this.#placedEarly();
      await this.#place(signal);
      failpoint('objects.beforeFolderSync');
      await this.#syncFolders();
      const files = this.#unlaid.splice(0);
      for (const file of files.slice(-FEW_FILES)) if (file.chunks !== undefined) await markFinished(this.#paths, 'file', file.sha256);
      await this.#writeLayouts(files);
      await this.#syncFolders();
      if (files.length > 0) failpoint('objects.afterLayout');
    });
  }

  /** Shows that the folder is in use, however long one file takes. */
  async touch(): Promise<void> {
    if (this.#made) await touch(this.#folder);
  }

  /** Removes what was not settled. */
  async dispose(): Promise<void> {
    await this.#placing;
    await Promise.all(this.#staged.map(({ synced }) => synced));
    if (this.#made) await rm(this.#folder, { recursive: true, force: true }).catch(() => undefined);
  }

  #add(container: Container, path: string, size: number, sync: () => Promise<void>, close: () => Promise<void>): void {
    const synced = (async () => {
      try {
        failpoint('objects.beforeFsync');
        await this.#health.syncing(sync);
        failpoint('objects.afterFsync');
      } finally {
        await close();
      }
    })().then(() => undefined, (error: Error) => error);
    this.#staged.push({ container, path, size, synced });
  }

  async #placedEarly(): Promise<void> {
    const error = await this.#placing;
    if (error !== undefined) throw error;
  }

  /** Waits until what is staged is synced, then renames all of it. */
  async #place(signal?: CancelSignal): Promise<void> {
    const staged = [...this.#staged];
    for (const { synced } of staged) {
      const error = await synced;
      if (error !== undefined) throw error;
    }
    throwIfCancelled(signal);
    for (const { container } of staged) if (container.startsWith('packs/')) await markFinished(this.#paths, 'pack', container.slice(6));
    if (staged.length > 0) failpoint('objects.beforeRename');
    for (const { container, path } of staged) await this.#move(path, containerPath(this.#paths, container));
    if (staged.length > 0) failpoint('objects.afterRename');
    this.#staged = this.#staged.filter((entry) => !staged.includes(entry));
  }

  async #move(from: string, to: string): Promise<void> {
    if (await ensureFolder(dirname(to), this.#paths.folder)) this.#dirty.add(dirname(dirname(to)));
    await rename(from, to);
    this.#dirty.add(dirname(to));
  }

  async #syncFolders(): Promise<void> {
    const folders = [...this.#dirty];
    this.#dirty.clear();
    await this.#health.syncing(async () => {
      for (const folder of folders) await syncFolder(folder);
    });
  }

  async #writeLayouts(files: readonly UnlaidFile[]): Promise<void> {
    if (files.length <= FEW_FILES) {
      for (const file of files) await this.#writeLayout([file], layoutPath(this.#paths, file.sha256));
      return;
    }
    for (let at = 0; at < files.length; at += JOINED_FILES) await this.#writeLayout(files.slice(at, at + JOINED_FILES));
  }

  #lay({ sha256, size, chunks, spans }: UnlaidFile): LaidFile {
    if (chunks !== undefined) return { sha256, size, spans, chunks: this.#places.place(chunks) };
    return { sha256, size, spans, chunks: size === 0 ? [] : [this.#places.placeOf(sha256, size)] };
  }

  async #writeLayout(files: readonly UnlaidFile[], place?: string): Promise<void> {
    const turn = new EventLoopTurn();
    const laid: LaidFile[] = [];
    for (const file of files) {
      await turn.breathe(undefined);
      laid.push(this.#lay(file));
    }
    const bytes = await encodeLayout(laid);
    const path = await this.newPath();
    const handle = await createFile(path, bytes);
    try {
      await this.#health.syncing(() => handle.sync());
    } finally {
      await handle.close();
    }
    await this.#move(path, place ?? join(this.#paths.joined, bytes.toString('hex', bytes.length - 32)));
  }
}
