import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSha256 } from '../../core/model/digest.ts';
import type { ObjectState } from '../../core/ports/objectStore.ts';
import { RegistryError } from '../../core/errors.ts';
import { EventLoopTurn } from './eventLoopTurn.ts';
import { Layout, type LaidFile } from './layoutFile.ts';
import { MIB } from './limits.ts';
import { fileSize, readWhole } from './storeFiles.ts';
import { type Container, containerPath, layoutPath, type StorePaths } from './storePaths.ts';

/** A layout larger than this (a file of 20 TB) is not believed. */
const LAYOUT_BYTES = 256 * MIB;
/** Files of joined layouts that are listed at once at most. */
const LISTED_FILES = 400_000;
/** Joined layouts kept in memory, in bytes. */
const CACHE_BYTES = 32 * MIB;
/** A folder's time stamp younger than this may still hide a later change. */
const FRESH_MS = 2000;

/** See {@link StoreIndex.names}. */
export interface StoredNames {
  readonly names: ReadonlyMap<string, string | undefined>;
  readonly complete: boolean;
}

/** Finds where the bytes of a file are. */
export class StoreIndex {
  readonly #paths: StorePaths;
  readonly #cache = new Map<string, Layout | 'corrupt'>();
  #names: readonly string[] = [];
  #listed = -1;

  constructor(paths: StorePaths) {
    this.#paths = paths;
  }

  /** Size of the blob with this digest, if there is one. */
  blobSize(sha256: string): Promise<number | undefined> {
    return fileSize(containerPath(this.#paths, `blobs/${sha256}`));
  }

  /** The layout of a file: its own, else that of a joined layout; `corrupt` when it is damaged or lies. */
  async layout(sha256: string): Promise<LaidFile | 'corrupt' | undefined> {
    return (await this.ownLayout(sha256)) ?? this.#findJoined(sha256);
  }

  /** The layout that is the file's alone. */
  async ownLayout(sha256: string): Promise<LaidFile | 'corrupt' | undefined> {
    const own = await readLayout(layoutPath(this.#paths, sha256));
    return own === 'corrupt' || own === undefined ? own : (own.find(sha256) ?? 'corrupt');
  }

  /** `present` when every container of the layout exists and is long enough. */
  async containersOf(file: LaidFile, sizes: Map<Container, number | undefined> = new Map()): Promise<ObjectState> {
    for (const { container, offset, length } of file.chunks) {
      if (!sizes.has(container)) sizes.set(container, await fileSize(containerPath(this.#paths, container)));
      const size = sizes.get(container);
      if (size === undefined) return 'missing';
      if (offset + length > size) return 'corrupt';
    }
    return 'present';
  }

  /** True when the file can be read, as far as names and sizes tell; `size` where it is known. */
  async isPresent(sha256: string, size?: number, sizes?: Map<Container, number | undefined>): Promise<boolean> {
    const blob = await this.blobSize(sha256);
    if (blob !== undefined && (size === undefined || blob === size)) return true;
    const file = await this.layout(sha256);
    return file !== undefined && file !== 'corrupt' && (await this.containersOf(file, sizes)) === 'present';
  }

  /**
   * All files of the store, for looking up many at once: those with a blob or a layout of their own, and those of joined
   * layouts as long as they are not too many for the memory (`complete` tells) with the name of their layout.
   */
  async names(): Promise<StoredNames> {
    const names = new Map<string, string | undefined>();
    const turn = new EventLoopTurn();
    await this.#listJoined();
    for (const joined of this.#names) {
      const layout = await this.#joined(joined);
      if (layout === 'corrupt') continue;
      if (names.size + layout.files > LISTED_FILES) return { names, complete: false };
      for (const sha256 of layout.digests()) {
        await turn.breathe(undefined);
        names.set(sha256, joined);
      }
    }
    for (const folder of [this.#paths.blobs, this.#paths.layouts]) {
      for (const first of await readdir(folder).catch(() => [])) {
        if (!/^[0-9a-f]{2}$/.test(first)) continue;
        for (const rest of await readdir(join(folder, first)).catch(() => [])) names.set(first + rest, undefined);
      }
    }
    return { names, complete: true };
  }

  /** The file in the joined layout of this name. */
  async inJoined(name: string, sha256: string): Promise<LaidFile | undefined> {
    const layout = await this.#joined(name);
    return layout === 'corrupt' ? undefined : layout.find(sha256);
  }

  /** The file in one of the joined layouts; `corrupt` when it is in none but one is damaged. */
  async #findJoined(sha256: string): Promise<LaidFile | 'corrupt' | undefined> {
    await this.#listJoined();
    let damaged = false;
    for (const name of this.#names) {
      const layout = await this.#joined(name);
      const file = layout === 'corrupt' ? undefined : layout.find(sha256);
      if (file !== undefined) return file;
      damaged ||= layout === 'corrupt';
    }
    return damaged ? 'corrupt' : undefined;
  }

  async #joined(name: string): Promise<Layout | 'corrupt'> {
    const cached = this.#cache.get(name);
    if (cached !== undefined) {
      this.#cache.delete(name);
      this.#cache.set(name, cached);
      return cached;
    }
    const layout = (await readLayout(join(this.#paths.joined, name))) ?? 'corrupt';
    this.#cache.set(name, layout);
    this.#shrink();
    return layout;
  }

  #shrink(): void {
    const size = (layout: Layout | 'corrupt'): number => (layout === 'corrupt' ? 64 : layout.bytes);
    let total = [...this.#cache.values()].reduce((sum, layout) => sum + size(layout), 0);
    for (const [name, layout] of this.#cache) {
      if (total <= CACHE_BYTES || this.#cache.size === 1) break;
      this.#cache.delete(name);
      total -= size(layout);
    }
  }

  async #listJoined(): Promise<void> {
    const changed = await stat(this.#paths.joined).then(({ mtimeMs }) => mtimeMs, () => undefined);
    if (changed === undefined) this.#names = [];
    else if (changed !== this.#listed) this.#names = (await readdir(this.#paths.joined)).filter(isSha256);
    this.#listed = changed === undefined || Date.now() - changed < FRESH_MS ? -1 : changed;
  }
}

async function readLayout(path: string): Promise<Layout | 'corrupt' | undefined> {
  try {
    const bytes = await readWhole(path, LAYOUT_BYTES);
    if (bytes === undefined) return undefined;
    return (Layout.intact(bytes) ? Layout.parse(bytes) : undefined) ?? 'corrupt';
  } catch (error) {
    if (RegistryError.is(error, 'store.corrupt')) return 'corrupt';
    throw error;
  }
}
