import { describe, expect, it } from 'vitest';
import { ggufReader } from '../../../../src/adapters/formats/ggufReader.ts';
import { fixture, readAsExpected, readBytes } from './fixtures.ts';

const u32 = (value: number): Buffer => Buffer.from(new Uint32Array([value]).buffer);
const u64 = (value: number | bigint): Buffer => Buffer.from(new BigUint64Array([BigInt(value)]).buffer);
const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
const stringPair = (key: string, value: string): Buffer => Buffer.concat([text(key), u32(8), text(value)]);
const alignmentPair = (value: number): Buffer => Buffer.concat([text('general.alignment'), u32(4), u32(value)]);
const tensor = (name: string, dims: (number | bigint)[], offset: number | bigint, type = 24): Buffer => Buffer.concat([text(name), u32(dims.length), ...dims.map(u64), u32(type), u64(offset)]);

interface Parts {
  pairs?: Buffer[];
  tensors?: Buffer[];
  data?: number;
  version?: number;
  pairCount?: number | bigint;
  tensorCount?: number | bigint;
}

function file({ pairs = [], tensors = [], data = 0, version = 3, pairCount = pairs.length, tensorCount = tensors.length }: Parts): Buffer {
  const header = Buffer.concat([Buffer.from('GGUF'), u32(version), u64(tensorCount), u64(pairCount), ...pairs, ...tensors]);
  return Buffer.concat([header, Buffer.alloc((32 - (header.length % 32)) % 32), Buffer.alloc(data)]);
}

describe('the GGUF reader', () => {
  it('finds the quantised tensors and the facts that gguf wrote', async () => {
    const facts = await readAsExpected(ggufReader, 'gguf/tiny.gguf');
    expect(facts.facts).toEqual([
      { name: 'architecture', value: 'llama' },
      { name: 'name', value: 'tiny llama' },
      { name: 'quantisation', value: 'Q8_0' },
      { name: 'contextLength', value: '2048' },
      { name: 'embeddingLength', value: '64' },
      { name: 'blocks', value: '1' },
      { name: 'vocabulary', value: '4' },
      { name: 'ggufVersion', value: '3' },
    ]);
    expect(facts.dtypes[0]).toEqual({ dtype: 'Q4_0', parameters: 4096 });
    expect(facts.cuts).toEqual([facts.tensors[0]?.start]);
  });

  it('reads version 2 and a file of vocabulary alone', async () => {
    const facts = await readBytes(ggufReader, file({ version: 2, pairs: [stringPair('general.architecture', 'bert')] }));
    expect(facts?.facts).toContainEqual({ name: 'architecture', value: 'bert' });
    expect(facts?.tensors).toEqual([]);
  });

  it('gives shapes outermost first and honours the alignment', async () => {
    const facts = await readBytes(ggufReader, file({ pairs: [alignmentPair(64)], tensors: [tensor('a', [3, 2], 0), tensor('b', [5], 64)], data: 128 }));
    expect(facts?.tensors.map(({ name, shape, start, end }) => [name, shape, start % 64, end - start])).toEqual([['a', [2, 3], 0, 6], ['b', [5], 0, 5]]);
  });

  const attacks: [string, Buffer][] = [
    ['version 1', file({ version: 1 })],
    ['a big-endian file', file({ version: 0x03000000 })],
    ['2^63 keys', file({ pairCount: 2n ** 63n })],
    ['2^40 tensors', file({ tensorCount: 2n ** 40n })],
    ['a key twice', file({ pairs: [stringPair('a', 'x'), stringPair('a', 'y')] })],
    ['a tensor twice', file({ tensors: [tensor('a', [4], 0), tensor('a', [4], 32)], data: 36 })],
    ['overlapping tensors', file({ tensors: [tensor('a', [40], 0), tensor('b', [4], 32)], data: 64 })],
    ['two tensors on the same bytes', file({ tensors: [tensor('a', [4], 0), tensor('b', [4], 0)], data: 32 })],
    ['a hole between tensors', file({ tensors: [tensor('a', [4], 0), tensor('b', [4], 64)], data: 96 })],
    ['a tensor that is not aligned', file({ tensors: [tensor('a', [4], 8)], data: 32 })],
    ['a tensor after the end', file({ tensors: [tensor('a', [400], 0)], data: 32 })],
    ['bytes after the last tensor', file({ tensors: [tensor('a', [4], 0)], data: 320 })],
    ['a shape that overflows', file({ tensors: [tensor('a', [2n ** 32n, 2n ** 32n], 0)], data: 32 })],
    ['an offset that overflows', file({ tensors: [tensor('a', [4], 2n ** 64n - 32n)], data: 32 })],
    ['an unknown tensor type', file({ tensors: [tensor('a', [4], 0, 99)], data: 32 })],
    ['a row of half a block', file({ tensors: [tensor('a', [48], 0, 8)], data: 64 })],
    ['4 billion dimensions', file({ tensors: [Buffer.concat([text('a'), u32(0xffffffff)])], data: 32 })],
    ['an alignment of zero', file({ pairs: [alignmentPair(0)] })],
    ['an alignment of three', file({ pairs: [alignmentPair(3)] })],
    ['a text of 2^60 bytes', file({ pairs: [Buffer.concat([text('a'), u32(8), u64(2n ** 60n)])] })],
    ['a list of 2^60 numbers', file({ pairs: [Buffer.concat([text('a'), u32(9), u32(10), u64(2n ** 60n)])] })],
    ['a list of a billion texts', file({ pairs: [Buffer.concat([text('a'), u32(9), u32(8), u64(10 ** 9)])], data: 64 })],
    ['lists nested deeply', file({ pairs: [Buffer.concat([text('a'), u32(9), ...Array.from({ length: 1000 }, () => Buffer.concat([u32(9), u64(1)]))])], data: 64 })],
    ['an unknown type of value', file({ pairs: [Buffer.concat([text('a'), u32(77), u64(0)])] })],
  ];

  it.each(attacks)('does not trust %s', async (_, bytes) => {
    expect(await readBytes(ggufReader, bytes)).toBeUndefined();
  });

  it('does not trust a file that is cut off anywhere', async () => {
    const whole = fixture('gguf/tiny.gguf');
    for (let length = 0; length < 1200; length += 7) expect(await readBytes(ggufReader, whole.subarray(0, length))).toBeUndefined();
    expect(await readBytes(ggufReader, whole.subarray(0, whole.length - 512))).toBeUndefined();
  });
});
