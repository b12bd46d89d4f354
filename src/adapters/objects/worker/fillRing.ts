import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { SLICE_BYTES } from '../limits.ts';
import type { SharedRing } from './sharedRing.ts';
import { endStream, isCancelled, publishSlot, SLOT_BYTES, slotToFill } from './sharedRing.ts';
import { sided } from './sidedError.ts';

/** A run of bytes of one file; `fd` where it is open already. */
export interface Extent {
  readonly path: string;
  readonly fd?: number;
  readonly offset: number;
  readonly length: number;
}

/** What the reading thread does: fills the ring from `extents` and writes all of it to `dest`, holes left out. */
export interface FillJob {
  readonly ring: SharedRing;
  readonly extents: readonly Extent[];
  readonly dest?: number;
  readonly lanes: readonly number[];
}

const ZEROS = Buffer.alloc(SLICE_BYTES);

/** Reads the extents through the ring. Answers how many bytes there were: fewer than asked when a file was cut short. */
export function fillRing(job: FillJob): number {
  const source = new ExtentReader(job.extents);
  try {
    let slots = 0;
    let done = 0;
    for (let ended = false; !ended; ) {
      const slot = slotToFill(job.ring, slots, job.lanes);
      if (slot === undefined) return done;
      const length = fillSlot(job, source, slot, done);
      ended = length < SLOT_BYTES;
      if (length > 0) publishSlot(job.ring, slots++, length);
      done += length;
    }
    endStream(job.ring, slots);
    return done;
  } finally {
    source.close();
  }
}

function fillSlot(job: FillJob, source: ExtentReader, slot: Uint8Array, position: number): number {
  let filled = 0;
  while (filled < SLOT_BYTES && !isCancelled(job.ring)) {
    const slice = slot.subarray(filled, filled + SLICE_BYTES);
    const length = sided('source', () => source.read(slice));
    if (job.dest !== undefined) writeSlice(job.dest, slice.subarray(0, length), position + filled);
    filled += length;
    if (length < slice.length) break;
  }
  return filled;
}

function writeSlice(fd: number, slice: Uint8Array, position: number): void {
  if (slice.length === 0 || ZEROS.compare(slice, 0, slice.length, 0, slice.length) === 0) return;
  sided('store', () => writeFully(fd, slice, position));
}

/** Writes all of `bytes` in slices, at `position`. */
export function writeFully(fd: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(fd, bytes, at, Math.min(SLICE_BYTES, bytes.length - at), position + at);
  }
}

/** Reads a sequence of extents as one stream, with one file open at a time. */
class ExtentReader {
  readonly #extents: readonly Extent[];
  #next = 0;
  #done = 0;
  #path: string | undefined;
  #fd = -1;

  constructor(extents: readonly Extent[]) {
    this.#extents = extents;
  }

  /** Fills `into` as far as the stream goes. */
  read(into: Uint8Array): number {
    let filled = 0;
    while (filled < into.length) {
      const extent = this.#extents[this.#next];
      if (extent === undefined) break;
      const wanted = Math.min(into.length - filled, extent.length - this.#done);
      const length = wanted === 0 ? 0 : readSync(this.#open(extent), into, filled, wanted, extent.offset + this.#done);
      if (wanted > 0 && length === 0) {
        this.#next = this.#extents.length;
        break;
      }
      filled += length;
      this.#done += length;
      if (this.#done === extent.length) {
        this.#next++;
        this.#done = 0;
      }
    }
    return filled;
  }

  close(): void {
    if (this.#fd >= 0) closeSync(this.#fd);
    this.#fd = -1;
    this.#path = undefined;
  }

  #open(extent: Extent): number {
    if (extent.fd !== undefined) return extent.fd;
    if (this.#path !== extent.path) {
      this.close();
      this.#fd = openSync(extent.path, constants.O_RDONLY | NO_SURPRISES);
      this.#path = extent.path;
    }
    return this.#fd;
  }
}

/** Flags that keep an open from following a link or waiting for a pipe's other end; 0 where the platform has none. */
export const NO_SURPRISES = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
