import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeLayout, type LaidFile, Layout } from '../../../../src/adapters/objects/layoutFile.ts';
import { sha256 } from './handMadeModel.ts';

const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const chunk = fc.record({
  sha256: digest,
  length: fc.integer({ min: 1, max: 8 * 1024 * 1024 }),
  container: fc.tuple(fc.constantFrom('blobs/', 'packs/'), digest).map(([kind, name]) => kind + name),
  offset: fc.integer({ min: 0, max: 2 ** 51 }),
});
const span = fc.tuple(fc.nat(1000), fc.nat(1000), digest).map(([start, length, sha]) => ({ start, end: start + length, sha256: sha }));
const file = fc.record({ sha256: digest, chunks: fc.array(chunk, { maxLength: 5 }), spans: fc.array(span, { maxLength: 3 }) }).map(
  (laid): LaidFile => ({ ...laid, size: laid.chunks.reduce((sum, { length }) => sum + length, 0) }),
);
const files = fc.uniqueArray(file, { maxLength: 6, selector: (laid) => laid.sha256 });

/** The same bytes with a right digest at their end. */
function resealed(bytes: Buffer): Buffer {
  const body = bytes.subarray(0, -32);
  return Buffer.concat([body, Buffer.from(sha256(body), 'hex')]);
}

const SAMPLE: LaidFile = {
  sha256: 'aa'.repeat(32),
  size: 30,
  chunks: [
    { sha256: 'bb'.repeat(32), length: 10, container: `blobs/${'cc'.repeat(32)}`, offset: 5 },
    { sha256: 'dd'.repeat(32), length: 20, container: `packs/${'ee'.repeat(32)}`, offset: 4 },
  ],
  spans: [{ start: 2, end: 9, sha256: 'ff'.repeat(32) }],
};

describe('a layout', () => {
  it('is written like this for ever', () => {
    expect(sha256(encodeLayout([SAMPLE]))).toBe(GOLDEN);
  });

  it('gives back what was put into it', () => {
    fc.assert(
      fc.property(files, (laid) => {
        const bytes = encodeLayout(laid);
        expect(Layout.intact(bytes)).toBe(true);
        const layout = Layout.parse(bytes);
        for (const each of laid) expect(layout?.find(each.sha256)).toEqual(each);
        expect(layout?.find('00'.repeat(32))).toBeUndefined();
      }),
    );
  });

  it('notices every changed byte by its digest', () => {
    const bytes = encodeLayout([SAMPLE]);
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 1;
      expect(Layout.intact(damaged)).toBe(false);
    }
  });

  it('never throws, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)), fc.tuple(files, fc.nat(2000), fc.nat(255), fc.nat(8)).map(([laid, at, to, cut]) => {
        const bytes = encodeLayout(laid);
        bytes[at % bytes.length] = to;
        return resealed(bytes.subarray(0, bytes.length - cut));
      })), (bytes) => {
        const layout = Layout.parse(bytes);
        if (layout === undefined) return;
        const found = layout.find(SAMPLE.sha256);
        for (const { container, length } of found?.chunks ?? []) {
          expect(container).toMatch(/^(blobs|packs)\/[0-9a-f]{64}$/);
          expect(length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses counts that its length does not bear out', () => {
    for (const at of [4, 8, 12, 16]) {
      const bytes = encodeLayout([SAMPLE]);
      bytes.writeUInt32BE(0xffff_ffff, at);
      expect(Layout.parse(resealed(bytes))).toBeUndefined();
    }
  });

  it('refuses chunks that do not add up to the size, are too long, or lie in no container', () => {
    const chunks = 20 + 2 * 33 + 56;
    const lies: readonly ((bytes: Buffer) => void)[] = [
      (bytes) => bytes.writeUInt32BE(11, chunks + 32),
      (bytes) => bytes.writeUInt32BE(9 * 1024 * 1024, chunks + 32),
      (bytes) => bytes.writeUInt32BE(2, chunks + 36),
      (bytes) => bytes.writeUInt32BE(0xffff_ffff, chunks + 40),
      (bytes) => (bytes[20] = 0x78),
    ];
    for (const lie of lies) {
      const bytes = encodeLayout([SAMPLE]);
      lie(bytes);
      expect(Layout.parse(resealed(bytes))).toBeUndefined();
    }
  });
});

const GOLDEN = 'eb6897fa71052a0a3da840d692bafdf6a3ef123e8d867a07de51b4ec650eab77';
