import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader } from '../../../src/rpc/frameReader.ts';

interface Heard {
  readonly messages: unknown[];
  readonly errors: string[];
  closed: number;
}

function hearing(maxBytes?: number): { readonly stream: PassThrough; readonly heard: Heard } {
  const stream = new PassThrough();
  const reader = new FrameReader(stream, maxBytes);
  const heard: Heard = { messages: [], errors: [], closed: 0 };
  reader.onError((error) => heard.errors.push(error.message));
  reader.onClose(() => (heard.closed += 1));
  reader.listen((message) => heard.messages.push(message));
  return { stream, heard };
}

function frame(message: object): Buffer {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
}

async function feed(bytes: Buffer | string, maxBytes?: number): Promise<Heard> {
  const { stream, heard } = hearing(maxBytes);
  stream.write(bytes);
  await new Promise((resolve) => setImmediate(resolve));
  return heard;
}

describe('FrameReader', () => {
  it('reads the same messages however the stream is cut', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ method: fc.string({ unit: 'grapheme' }) }), { maxLength: 6 }), cuts, async (messages, sizes) => {
        const { stream, heard } = hearing();
        const all = Buffer.concat(messages.map(frame));
        for (let at = 0, i = 0; at < all.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          stream.write(all.subarray(at, at + size));
          at += size;
        }
        stream.end();
        await new Promise((resolve) => stream.once('close', resolve));
        expect(heard.messages).toEqual(messages.map((message) => ({ jsonrpc: '2.0', ...message })));
        expect(heard.errors).toEqual([]);
        expect(heard.closed).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['garbage', 'x'.repeat(600)],
    ['a header without a length', 'Content-Type: a\r\n\r\n{}'],
    ['a negative length', 'Content-Length: -1\r\n\r\n'],
    ['a length that is no number', 'Content-Length: 1e9\r\n\r\n'],
    ['a body that is no JSON', 'Content-Length: 3\r\n\r\n{a}'],
    ['a body that is no object', 'Content-Length: 2\r\n\r\n[]'],
    ['a body of another protocol', 'Content-Length: 2\r\n\r\n{}'],
  ])('stops at %s and says so once', async (_what, bytes) => {
    const heard = await feed(bytes);
    expect(heard.errors).toHaveLength(1);
    expect(heard.closed).toBe(1);
    expect(heard.messages).toEqual([]);
  });

  it('refuses a message that claims to be too long, before it comes', async () => {
    const heard = await feed('Content-Length: 1001\r\n\r\n', 1000);
    expect(heard.errors).toEqual(['A message of 1001 bytes is longer than the 1000 that are allowed.']);
  });

  it('reads nothing after a fault', async () => {
    const heard = await feed(Buffer.concat([Buffer.from('Content-Length: 2\r\n\r\n[]'), frame({ method: 'm' })]));
    expect(heard.messages).toEqual([]);
  });
});
