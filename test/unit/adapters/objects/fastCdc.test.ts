import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { CDC_AVERAGE, CDC_MAX, CDC_MIN, FastCdc } from '../../../../src/adapters/objects/fastCdc.ts';
import { noise, sha256 } from './handMadeModel.ts';

const MIB = 1024 * 1024;
const BYTES = noise(24 * MIB, 7);

function cuts(bytes: Uint8Array, slices: readonly number[] = [bytes.length]): number[] {
  const cdc = new FastCdc();
  const found: number[] = [];
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const length = slices[i % slices.length] as number;
    for (const cut of cdc.push(bytes.subarray(at, at + length))) found.push(at + cut);
    at += length;
  }
  return found;
}

function chunks(bytes: Uint8Array): string[] {
  const ends = [...cuts(bytes), bytes.length];
  return ends.map((end, i) => sha256(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)));
}

/** The rule of the paper, written as plainly as can be. */
function plainCuts(bytes: Uint8Array): number[] {
  const gear = Array.from({ length: 256 }, (_, byte) => createHash('sha256').update('modelkeep gear').update(Uint8Array.of(byte)).digest().readUInt32BE(0));
  const found: number[] = [];
  let start = 0;
  let hash = 0n;
  for (let i = 0; i < bytes.length; i++) {
    const length = i - start + 1;
    if (length <= CDC_MIN) continue;
    hash = ((hash << 1n) + BigInt(gear[bytes[i] as number] as number)) & 0xffff_ffffn;
    const mask = length <= CDC_AVERAGE ? 0xffff_fc00n : 0xffff_c000n;
    if ((hash & mask) === 0n || length === CDC_MAX) {
      found.push(i + 1);
      start = i + 1;
      hash = 0n;
    }
  }
  return found;
}

describe('cutting by content', () => {
  it('gives these cuts for ever', () => {
    expect(cuts(BYTES)).toEqual(GOLDEN);
  });

  it('is the rule of the paper', () => {
    const part = BYTES.subarray(0, 6 * MIB);
    expect(cuts(part)).toEqual(plainCuts(part));
  });

  it('does not depend on how the stream is sliced', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 * MIB }), { minLength: 1, maxLength: 6 }), (slices) => {
        expect(cuts(BYTES, slices)).toEqual(GOLDEN);
      }),
      { numRuns: 25, examples: [[[1013]], [[MIB]]] },
    );
  });

  it('keeps between the shortest and the longest chunk', () => {
    const lengths = cuts(BYTES).map((end, i, all) => end - (all[i - 1] ?? 0));
    expect(Math.min(...lengths)).toBeGreaterThan(CDC_MIN);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(CDC_MAX);
  });

  it('cuts zeros at the longest length', () => {
    expect(cuts(new Uint8Array(9 * MIB))).toEqual([4 * MIB, 8 * MIB]);
  });

  it('finds nearly all chunks again after an insertion', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: BYTES.length }), fc.integer({ min: 1, max: 4000 }), (at, length) => {
        const longer = Buffer.concat([BYTES.subarray(0, at), noise(length, 99), BYTES.subarray(at)]);
        const known = new Set(chunks(BYTES));
        expect(chunks(longer).filter((chunk) => !known.has(chunk)).length).toBeLessThanOrEqual(4);
      }),
      { numRuns: 15 },
    );
  });
});

const GOLDEN: readonly number[] = [
  693288, 2050561, 3958566, 5121429, 6360966, 7512269, 8903549, 9992293, 11052922, 12473900, 13581735, 14724201, 16227687,
  17414793, 18736929, 19970185, 21034102, 22187203, 23326241, 24545891,
];
