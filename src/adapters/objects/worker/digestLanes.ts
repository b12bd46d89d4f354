import { createHash } from 'node:crypto';
import { FastCdc } from '../fastCdc.ts';
import type { ChunkTable } from '../chunkTable.ts';
import { ChunkTableBuilder } from '../chunkTable.ts';
import type { SharedRing } from './sharedRing.ts';
import { CHUNK_LANE, CUT, eachSlot, FILE_LANE, freeSlots, publishCuts, READ, SLOT_BYTES, slotBytes, slotCuts, TENSOR_LANE } from './sharedRing.ts';

/** SHA-256 of the whole stream. */
export function digestFile(ring: SharedRing): Uint8Array {
  const hash = createHash('sha256');
  for (const slot of eachSlot(ring, READ)) {
    hash.update(slotBytes(ring, slot));
    freeSlots(ring, FILE_LANE, slot + 1);
  }
  return hash.digest();
}

/** Finds where the chunks of a stream without known structure end. */
export function cutByContent(ring: SharedRing): void {
  const cdc = new FastCdc();
  for (const slot of eachSlot(ring, READ)) {
    publishCuts(ring, slot, cdc.push(slotBytes(ring, slot)));
    freeSlots(ring, TENSOR_LANE, slot + 1);
  }
}

/** Takes a chunk as it passes; its bytes are valid during the call only. Answers how many of them had to be stored. */
export type ChunkTaker = (digest: Uint8Array, segments: readonly Uint8Array[], length: number) => number;

/** Digests of a stream's chunks and how many bytes `take` found new. */
export interface ChunkLaneResult {
  readonly chunks: ChunkTable;
  readonly newBytes: number;
}

/** Digests the chunks that end at `ends`, or where {@link cutByContent} says; hands each to `take`. */
export function digestChunks(ring: SharedRing, ends: Float64Array | undefined, take: ChunkTaker | undefined): ChunkLaneResult {
  const lane = new ChunkLane(take);
  let next = 0;
  for (const slot of eachSlot(ring, ends === undefined ? CUT : READ)) {
    const bytes = slotBytes(ring, slot);
    const start = slot * SLOT_BYTES;
    let from = 0;
    if (ends === undefined) {
      for (const cut of slotCuts(ring, slot)) {
        lane.end(bytes.subarray(from, cut));
        from = cut;
      }
    } else {
      for (; next < ends.length && (ends[next] as number) <= start + bytes.length; next++) {
        const cut = (ends[next] as number) - start;
        lane.end(bytes.subarray(from, cut));
        from = cut;
      }
    }
    lane.open(bytes.subarray(from), slot);
    freeSlots(ring, CHUNK_LANE, lane.neededFrom(slot + 1));
  }
  return lane.finish();
}

class ChunkLane {
  readonly #take: ChunkTaker | undefined;
  readonly #table = new ChunkTableBuilder();
  #hash = createHash('sha256');
  #segments: Uint8Array[] = [];
  #length = 0;
  #firstSlot = -1;
  #newBytes = 0;

  constructor(take: ChunkTaker | undefined) {
    this.#take = take;
  }

  /** More of a chunk that goes on in the next slot. */
  open(bytes: Uint8Array, slot: number): void {
    if (bytes.length === 0) return;
    if (this.#length === 0) this.#firstSlot = slot;
    this.#add(bytes);
  }

  /** The last bytes of a chunk. */
  end(bytes: Uint8Array): void {
    this.#add(bytes);
    const digest = this.#hash.digest();
    this.#table.add(digest, this.#length);
    if (this.#take !== undefined) this.#newBytes += this.#take(digest, this.#segments, this.#length);
    this.#hash = createHash('sha256');
    this.#segments = [];
    this.#length = 0;
  }

  /** First slot whose bytes are still needed; `next` when none is. */
  neededFrom(next: number): number {
    return this.#take !== undefined && this.#length > 0 ? this.#firstSlot : next;
  }

  finish(): ChunkLaneResult {
    if (this.#length > 0) this.end(new Uint8Array(0));
    return { chunks: this.#table.finish(), newBytes: this.#newBytes };
  }

  #add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    if (this.#take !== undefined) this.#segments.push(bytes);
    this.#length += bytes.length;
  }
}

/** SHA-256 of each span (pairs of start and end, in order, without overlap), 32 bytes each. */
export function digestSpans(ring: SharedRing, spans: Float64Array): Uint8Array {
  const lane = new SpanLane(spans);
  for (const slot of eachSlot(ring, READ)) {
    lane.push(slotBytes(ring, slot), slot * SLOT_BYTES);
    freeSlots(ring, TENSOR_LANE, slot + 1);
  }
  return lane.finish();
}

class SpanLane {
  readonly #spans: Float64Array;
  readonly #digests: Uint8Array;
  #next = 0;
  #hash = createHash('sha256');

  constructor(spans: Float64Array) {
    this.#spans = spans;
    this.#digests = new Uint8Array(spans.length * 16);
  }

  /** The stream's bytes at `base`. */
  push(bytes: Uint8Array, base: number): void {
    const limit = base + bytes.length;
    while (this.#next * 2 < this.#spans.length) {
      const end = this.#spans[this.#next * 2 + 1] as number;
      const from = Math.max(this.#spans[this.#next * 2] as number, base);
      const to = Math.min(end, limit);
      if (to > from) this.#hash.update(bytes.subarray(from - base, to - base));
      if (end > limit) return;
      this.#end();
    }
  }

  finish(): Uint8Array {
    while (this.#next * 2 < this.#spans.length) this.#end();
    return this.#digests;
  }

  #end(): void {
    this.#digests.set(this.#hash.digest(), this.#next * 32);
    this.#hash = createHash('sha256');
    this.#next++;
  }
}
