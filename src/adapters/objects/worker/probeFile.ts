import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { FastCdc } from '../fastCdc.ts';
import { SLICE_BYTES } from '../limits.ts';
import { NO_SURPRISES } from './fillRing.ts';
import { sided } from './sidedError.ts';

/** Parts of a file whose chunks are looked at to guess whether the file shares anything with what is known. */
export interface Probe {
  readonly path: string;
  /** Pairs of offset and length. */
  readonly ranges: Float64Array;
  /** True when a range is one chunk; false when its chunks have to be found by content. */
  readonly whole: boolean;
  readonly cancel: Int32Array;
}

/** Digests of the chunks in the ranges, 32 bytes each, one run a range; by content, only those between two cuts within it. */
export function probeFile(probe: Probe): Uint8Array[] {
  return sided('source', () => {
    const fd = openSync(probe.path, constants.O_RDONLY | NO_SURPRISES);
    try {
      const runs: Uint8Array[] = [];
      for (let at = 0; at < probe.ranges.length && Atomics.load(probe.cancel, 0) === 0; at += 2) {
        const bytes = readRange(fd, probe.ranges[at] as number, probe.ranges[at + 1] as number);
        runs.push(probe.whole ? sha256(bytes) : Buffer.concat(chunksWithin(bytes, probe.ranges[at] === 0)));
      }
      return runs;
    } finally {
      closeSync(fd);
    }
  });
}

function readRange(fd: number, offset: number, length: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(fd, bytes, filled, Math.min(SLICE_BYTES, length - filled), offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

/** A cut that two runs of the chunker agree on comes back after a chunk or two, wherever they began. */
function chunksWithin(bytes: Uint8Array, fromStart: boolean): Uint8Array[] {
  const cuts = new FastCdc().push(bytes);
  const digests: Uint8Array[] = [];
  let from = fromStart ? 0 : cuts.shift();
  for (const cut of cuts) {
    if (from !== undefined) digests.push(sha256(bytes.subarray(from, cut)));
    from = cut;
  }
  return digests;
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
