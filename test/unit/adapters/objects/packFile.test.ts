import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsPack, PACK_MAGIC, packIndexRange, packTail, parsePackIndex } from '../../../../src/adapters/objects/packFile.ts';

const CHUNK = { length: 3, offset: 4, sha256: 'ab'.repeat(32) };
const PACK = Buffer.concat([PACK_MAGIC, Buffer.from('abc'), packTail([CHUNK])]);

describe('a pack', () => {
  it('is its magic, the chunks, a canonical index, its length and the magic again', () => {
    const index = `{"chunks":[{"length":3,"offset":4,"sha256":"${'ab'.repeat(32)}"}],"v":1}`;
    expect(PACK.toString('latin1')).toBe(`MKP1abc${index}${'\0'.repeat(7)}${String.fromCharCode(index.length)}MKP1`);
  });

  it('names its chunks', () => {
    const range = packIndexRange(PACK.subarray(-12), PACK.length);
    expect(range).toBeDefined();
    const { offset, length } = range ?? { offset: 0, length: 0 };
    expect(parsePackIndex(PACK.subarray(offset, offset + length), offset)).toEqual([CHUNK]);
  });

  it('never exceeds 64 MiB or 8,192 chunks', () => {
    expect(fitsPack(0, 4, 8 * 1024 * 1024)).toBe(true);
    expect(fitsPack(8191, 4, 1)).toBe(true);
    expect(fitsPack(8192, 4, 1)).toBe(false);
    expect(fitsPack(15, 60 * 1024 * 1024, 4 * 1024 * 1024)).toBe(false);
    const many = Array.from({ length: 8192 }, (_, i) => ({ sha256: 'ff'.repeat(32), offset: 67_000_000 + i, length: 1_000_000 }));
    expect(packTail(many).length).toBeLessThanOrEqual(8192 * 116 + 80);
  });

  it('is refused when it claims an index that it has no room for', () => {
    for (const length of [0xffff_ffff_ffff_ffffn, 1n << 40n, BigInt(PACK.length)]) {
      const tail = Buffer.from(PACK.subarray(-12));
      tail.writeBigUInt64BE(length);
      expect(packIndexRange(tail, PACK.length)).toBeUndefined();
    }
  });

  it('is refused when its index lies', () => {
    const index = (chunks: unknown, v = 1): Buffer => Buffer.from(JSON.stringify({ chunks, v }));
    expect(parsePackIndex(index([CHUNK]), 7)).toEqual([CHUNK]);
    for (const lie of [index([{ length: 3, offset: 5, sha256: CHUNK.sha256 }]), index([{ length: 4, offset: 4, sha256: CHUNK.sha256 }]), index([{ length: 3, offset: 4, sha256: '../../etc' }]), index([null]), index({}), index([], 2), Buffer.from('{')]) {
      expect(parsePackIndex(lie, 7)).toBeUndefined();
    }
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json().map((text) => Buffer.from(text)), fc.uint8Array({ maxLength: 200 })), fc.nat(100), (bytes, end) => {
        parsePackIndex(bytes, end);
        packIndexRange(bytes.slice(-12), end);
      }),
    );
  });
});
