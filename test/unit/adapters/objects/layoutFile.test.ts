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
  it('is written like this for ever', async () => {
    expect(sha256(await encodeLayout([SAMPLE]))).toBe(GOLDEN);
  });

  it('gives back what was put into it', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (laid) => {
        const bytes = await encodeLayout(laid);
        expect(Layout.intact(bytes)).toBe(true);
        const layout = Layout.parse(bytes);
        for (const each of laid) expect(layout?.find(each.sha256)).toEqual(each);
        expect(layout?.find('00'.repeat(32))).toBeUndefined();
      }),
    );
  });

  it('notices every changed byte by its digest', async () => {
    const bytes = await encodeLayout([SAMPLE]);
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 1;
      expect(Layout.intact(damaged)).toBe(false);
    }
  });

  it('never throws, whatever it is made of', async () => {
    const look = (bytes: Buffer): void => {
      for (const { container, length } of Layout.parse(bytes)?.find(SAMPLE.sha256)?.chunks ?? []) {
        expect(container).toMatch(/^(blobs|packs)\/[0-9a-f]{64}$/);
        expect(length).toBeGreaterThan(0);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => look(Buffer.from(bytes))));
    await fc.assert(
      fc.asyncProperty(files, fc.nat(2000), fc.nat(255), fc.nat(8), async (laid, at, to, cut) => {
        const bytes = await encodeLayout([...laid.filter(({ sha256: digest }) => digest !== SAMPLE.sha256), SAMPLE]);
        bytes[at % bytes.length] = to;
        look(resealed(bytes.subarray(0, bytes.length - cut)));
      }),
      { numRuns: 400 },
    );
  });

  it('refuses counts that its length does not bear out', async () => {
    for (const at of [4, 8, 12, 16]) {
      const bytes = await encodeLayout([SAMPLE]);
      bytes.writeUInt32BE(0xffff_ffff, at);
      expect(Layout.parse(resealed(bytes))).toBeUndefined();
    }
  });

  it('refuses chunks that do not add up to the size, are too long, or lie in no container', async () => {
    const chunks = 20 + 2 * 33 + 56;
    const lies: readonly ((bytes: Buffer) => void)[] = [
      (bytes) => bytes.writeUInt32BE(11, chunks + 32),
      (bytes) => bytes.writeUInt32BE(9 * 1024 * 1024, chunks + 32),
      (bytes) => bytes.writeUInt32BE(2, chunks + 36),
      (bytes) => bytes.writeUInt32BE(0xffff_ffff, chunks + 40),
      (bytes) => (bytes[20] = 0x78),
    ];
    for (const lie of lies) {
      const bytes = await encodeLayout([SAMPLE]);
      lie(bytes);
      expect(Layout.parse(resealed(bytes))).toBeUndefined();
    }
  });
});

const GOLDEN = 'eb6897fa71052a0a3da840d692bafdf6a3ef123e8d867a07de51b4ec650eab77';
