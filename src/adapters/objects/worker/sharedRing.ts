import { KIB } from '../limits.ts';

/** Bytes of one slot; slot n of a stream holds its bytes from n × SLOT_BYTES. */
export const SLOT_BYTES = 512 * KIB;
/** A chunk of 4 MiB may touch nine slots; the rest keeps the threads apart. */
const SLOTS = 16;
/** At most this many chunks end in one slot of a file that is cut by its content (256 KiB is the shortest). */
const CUTS_PER_SLOT = 4;

/** Counters in the ring's control words. */
export const CANCEL = 0;
/** Number of slots in the whole stream + 1, once it is known. */
const TOTAL = 1;
/** Slots that have been read. */
export const READ = 2;
/** Slots whose cuts are known (content-defined chunking). */
export const CUT = 3;
/** Slots that the file's digest, the chunks' and the tensors' have no more need of. */
export const FILE_LANE = 4;
export const CHUNK_LANE = 5;
export const TENSOR_LANE = 6;
/** Rises whenever a lane frees a slot. */
const FREED = 7;
const LENGTHS = 8;
const CUT_COUNTS = LENGTHS + SLOTS;
const WORDS = CUT_COUNTS + SLOTS;

/** How often a waiting thread looks whether it has been cancelled, in milliseconds. */
const GLANCE_MS = 20;

/** Memory that the threads of one stream share: a ring of slots, filled by one thread and digested by up to three. */
export interface SharedRing {
  readonly control: Int32Array<SharedArrayBuffer>;
  readonly cuts: Int32Array<SharedArrayBuffer>;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
}

export function createRing(): SharedRing {
  return {
    control: new Int32Array(new SharedArrayBuffer(WORDS * 4)),
    cuts: new Int32Array(new SharedArrayBuffer(SLOTS * CUTS_PER_SLOT * 4)),
    bytes: new Uint8Array(new SharedArrayBuffer(SLOTS * SLOT_BYTES)),
  };
}

/** Makes the ring ready for the next stream; no thread may be using it. */
export function resetRing(ring: SharedRing): void {
  ring.control.fill(0);
}

/** Makes every thread of the stream stop soon. */
export function cancelRing(ring: SharedRing): void {
  Atomics.store(ring.control, CANCEL, 1);
  for (const word of [READ, CUT, FREED]) Atomics.notify(ring.control, word);
}

export function isCancelled(ring: SharedRing): boolean {
  return Atomics.load(ring.control, CANCEL) !== 0;
}

/** The memory of slot `slot` to fill, once every one of `lanes` has freed it; undefined when cancelled. */
export function slotToFill(ring: SharedRing, slot: number, lanes: readonly number[]): Uint8Array | undefined {
  for (;;) {
    if (isCancelled(ring)) return undefined;
    const seen = Atomics.load(ring.control, FREED);
    if (lanes.every((lane) => slot - Atomics.load(ring.control, lane) < SLOTS)) break;
    Atomics.wait(ring.control, FREED, seen, GLANCE_MS);
  }
  const at = (slot % SLOTS) * SLOT_BYTES;
  return ring.bytes.subarray(at, at + SLOT_BYTES);
}

/** Hands slot `slot` with its first `length` bytes to the lanes. */
export function publishSlot(ring: SharedRing, slot: number, length: number): void {
  ring.control[LENGTHS + (slot % SLOTS)] = length;
  Atomics.store(ring.control, READ, slot + 1);
  Atomics.notify(ring.control, READ);
}

/** Says that the stream has `slots` slots in all. */
export function endStream(ring: SharedRing, slots: number): void {
  Atomics.store(ring.control, TOTAL, slots + 1);
  for (const word of [READ, CUT]) Atomics.notify(ring.control, word);
}

/** Says where chunks end within slot `slot`. */
export function publishCuts(ring: SharedRing, slot: number, cuts: readonly number[]): void {
  ring.cuts.set(cuts, (slot % SLOTS) * CUTS_PER_SLOT);
  ring.control[CUT_COUNTS + (slot % SLOTS)] = cuts.length;
  Atomics.store(ring.control, CUT, slot + 1);
  Atomics.notify(ring.control, CUT);
}

/** Where chunks end within slot `slot`. */
export function slotCuts(ring: SharedRing, slot: number): Int32Array {
  const at = (slot % SLOTS) * CUTS_PER_SLOT;
  return ring.cuts.subarray(at, at + (ring.control[CUT_COUNTS + (slot % SLOTS)] as number));
}

/** Bytes of slot `slot`, which has been published and not yet freed. */
export function slotBytes(ring: SharedRing, slot: number): Uint8Array {
  const at = (slot % SLOTS) * SLOT_BYTES;
  return ring.bytes.subarray(at, at + (ring.control[LENGTHS + (slot % SLOTS)] as number));
}

/** Frees the slots below `slots` for `lane`. */
export function freeSlots(ring: SharedRing, lane: number, slots: number): void {
  Atomics.store(ring.control, lane, slots);
  Atomics.add(ring.control, FREED, 1);
  Atomics.notify(ring.control, FREED);
}

/** Numbers of the slots in order, as `gate` (READ or CUT) lets them through; ends early when cancelled. */
export function* eachSlot(ring: SharedRing, gate: number): Generator<number> {
  for (let slot = 0; ; slot++) {
    for (;;) {
      if (isCancelled(ring)) return;
      const ready = Atomics.load(ring.control, gate);
      if (slot < ready) break;
      if (Atomics.load(ring.control, TOTAL) === slot + 1) return;
      Atomics.wait(ring.control, gate, ready, GLANCE_MS);
    }
    yield slot;
  }
}

/** Slots that have been read so far: the stream's progress. */
export function slotsRead(ring: SharedRing): number {
  return Atomics.load(ring.control, READ);
}
