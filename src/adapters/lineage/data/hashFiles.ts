import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { RegistryError } from '../../../core/errors.ts';
import type { HashCache } from '../../../core/ports/collector.ts';
import type { CancelSignal } from '../../../core/ports/runtime.ts';
import type { Breather } from './breather.ts';
import type { DataFile } from './dataFile.ts';
import { type HashBlock, isRacyBlock, isUnchanged } from './hashBlock.ts';
import { stopSignal } from '../stopSignal.ts';

/** SHA-256 (hex) of a file's content; stops soon after `signal`. */
export type HashFile = (absolute: string, signal?: CancelSignal) => Promise<string>;

/** What became of hashing. */
export interface HashResult {
  /** Every file has its hash, but for those named here. */
  readonly complete: boolean;
  /** Paths that could not be read, or that changed while being read. */
  readonly unreadable: readonly string[];
  readonly changed: readonly string[];
  /** Files that are Git LFS pointers, with what they point at. */
  readonly pointers: readonly LfsPointer[];
}

/** What a Git LFS pointer file stands for. */
export interface LfsPointer {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

/** How and how long to hash. */
export interface HashOptions {
  readonly cache: HashCache;
  readonly breather: Breather;
  readonly hashFile: HashFile;
  readonly now: () => number;
  /** When to give up, by `now`; infinite to insist. */
  readonly deadline: number;
  readonly signal: CancelSignal | undefined;
}

const SMALL = 262_144;
const AT_ONCE = 4;
const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:[a-z0-9.-]+ [^\n]*\n)*?oid sha256:([0-9a-f]{64})\nsize (\d{1,15})\n/;

/**
 * Hashes the files of these blocks, within the time, and remembers the blocks; `place` tells where a file lies. Small
 * files are read in one go, large ones by `hashFile`.
 */
export async function hashFiles(blocks: readonly HashBlock[], place: (file: DataFile) => string, options: HashOptions): Promise<HashResult> {
  const work = new HashWork(place, options);
  for (const block of blocks) {
    if (work.late()) break;
    await work.hashBlock(block);
  }
  return { complete: !work.gaveUp, unreadable: work.unreadable, changed: work.changed, pointers: work.pointers };
}

class HashWork {
  readonly unreadable: string[] = [];
  readonly changed: string[] = [];
  readonly pointers: LfsPointer[] = [];
  gaveUp = false;
  readonly #place: (file: DataFile) => string;
  readonly #options: HashOptions;
  readonly #buffer = new Uint8Array(SMALL + 1);

  constructor(place: (file: DataFile) => string, options: HashOptions) {
    this.#place = place;
    this.#options = options;
  }

  late(): boolean {
    this.gaveUp ||= this.#options.now() > this.#options.deadline;
    return this.gaveUp;
  }

  async hashBlock(block: HashBlock): Promise<void> {
    const pointers = this.pointers.length;
    const large: number[] = [];
    for (let i = 0; i < block.files.length; i++) {
      if ((block.files[i] as DataFile).size > SMALL) large.push(i);
      else this.#hashSmall(block, i);
      if (this.#options.breather.due()) await this.#options.breather.rest();
    }
    const queue = large.values();
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, large.length) }, () => this.#hashLarge(block, queue)));
    // A block with a pointer is not remembered, so that the pointer is seen as one the next time too.
    if (this.pointers.length > pointers || block.files.some((file) => file.sha256 === undefined)) return;
    if (!isRacyBlock(block, this.#options.now())) this.#options.cache.set(block.key, block.files.map((file) => file.sha256).join(''));
  }

  #hashSmall(block: HashBlock, index: number): void {
    const file = block.files[index] as DataFile;
    const content = this.#readSmall(block, index);
    if (content === undefined) return;
    file.sha256 = createHash('sha256').update(content).digest('hex');
    const pointer = content.length <= 1024 ? POINTER.exec(Buffer.from(content).toString('latin1')) : null;
    if (pointer !== null) this.pointers.push({ path: file.path, sha256: pointer[1] as string, size: Number(pointer[2]) });
  }

  #readSmall(block: HashBlock, index: number): Uint8Array | undefined {
    const file = block.files[index] as DataFile;
    let handle: number | undefined;
    try {
      handle = openSync(this.#place(file), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      let length = 0;
      for (let got = -1; got !== 0 && length < this.#buffer.length; length += got) got = readSync(handle, this.#buffer, length, this.#buffer.length - length, null);
      if (isUnchanged(block, index, fstatSync(handle, { bigint: true }))) return this.#buffer.subarray(0, length);
      this.changed.push(file.path);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      this.unreadable.push(file.path);
    } finally {
      if (handle !== undefined) closeSync(handle);
    }
    return undefined;
  }

  async #hashLarge(block: HashBlock, queue: Iterator<number>): Promise<void> {
    for (let next = queue.next(); next.done !== true; next = queue.next()) {
      if (this.late()) return;
      const file = block.files[next.value] as DataFile;
      const stop = stopSignal(this.#options.signal, this.#options.deadline - this.#options.now());
      try {
        const digest = await this.#options.hashFile(this.#place(file), stop.signal);
        if (isUnchanged(block, next.value, statSync(this.#place(file), { bigint: true }))) file.sha256 = digest;
        else this.changed.push(file.path);
      } catch (error) {
        if (this.#options.signal?.aborted === true) throw new RegistryError('cancelled', 'The commit was cancelled.');
        if (stop.signal.aborted) this.gaveUp = true;
        else if (isSystemError(error) || RegistryError.is(error)) this.unreadable.push(file.path);
        else throw error;
      } finally {
        stop.dispose();
      }
    }
  }
}

function isSystemError(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
