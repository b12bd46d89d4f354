import { describe, expect, it } from 'vitest';
import { safetensorsReader } from '../../../../src/adapters/formats/safetensorsReader.ts';
import { MemoryReader } from './memoryReader.ts';
import { fixture, readAsExpected, readBytes } from './fixtures.ts';

function file(header: string, dataLength: number, claimed = Buffer.byteLength(header)): Buffer {
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(claimed));
  return Buffer.concat([prefix, Buffer.from(header), Buffer.alloc(dataLength)]);
}

const tensor = (start: number, end: number, shape = [end - start]): object => ({ dtype: 'U8', shape, data_offsets: [start, end] });

describe('the safetensors reader', () => {
  it('finds the tensors, parameters and metadata that numpy wrote', async () => {
    const facts = await readAsExpected(safetensorsReader, 'safetensors/plain.safetensors');
    expect(facts.dtypes).toEqual([{ dtype: 'F32', parameters: 64 }, { dtype: 'I64', parameters: 1 }]);
    expect(facts.facts).toEqual([{ name: 'metadata.code_commit_hash', value: '5f1d0c2' }, { name: 'metadata.format', value: 'np' }]);
    expect(facts.cuts).toEqual([8 + Number(fixture('safetensors/plain.safetensors').readBigUInt64LE())]);
    expect(facts.tensors.at(0)?.start).toBe(facts.cuts[0]);
  });

  it('reads bfloat16, half, bool and a scalar', async () => {
    const facts = await readAsExpected(safetensorsReader, 'safetensors/mixed.safetensors');
    expect(facts.dtypes).toEqual([
      { dtype: 'BF16', parameters: 30 },
      { dtype: 'F16', parameters: 7 },
      { dtype: 'BOOL', parameters: 3 },
      { dtype: 'F32', parameters: 1 },
    ]);
  });

  it.each(['hf-sharded/model-00001-of-00002.safetensors', 'hf-sharded/model-00002-of-00002.safetensors', 'peft-adapter/adapter_model.safetensors'])('reads %s', async (path) => {
    await readAsExpected(safetensorsReader, path);
  });

  it('takes empty tensors and a header padded with spaces', async () => {
    const header = `${JSON.stringify({ b: tensor(0, 4), a: tensor(0, 0, [0, 7]), z: tensor(4, 4, [0]) })}   `;
    const facts = await readBytes(safetensorsReader, file(header, 4));
    expect(facts?.tensors.map((found) => [found.name, found.end - found.start])).toEqual([['a', 0], ['b', 4], ['z', 0]]);
  });

  const attacks: [string, Buffer][] = [
    ['a hole between tensors', file(JSON.stringify({ a: tensor(0, 4), b: tensor(5, 8) }), 8)],
    ['a hole before the first', file(JSON.stringify({ a: tensor(1, 4) }), 4)],
    ['bytes after the last', file(JSON.stringify({ a: tensor(0, 4) }), 5)],
    ['a last tensor that ends after the file', file(JSON.stringify({ a: tensor(0, 4) }), 3)],
    ['overlapping tensors', file(JSON.stringify({ a: tensor(0, 4), b: tensor(3, 7) }), 7)],
    ['two tensors on the same bytes', file(JSON.stringify({ a: tensor(0, 4), b: tensor(0, 4) }), 4)],
    ['two tensors of one name', file('{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}', 8)],
    ['a name doubled by an escape', file('{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"\\u0061":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}', 8)],
    ['a shape of another length', file(JSON.stringify({ a: tensor(0, 4, [5]) }), 4)],
    ['a shape whose product overflows to the right length', file(JSON.stringify({ a: tensor(0, 0, [2 ** 32, 2 ** 32]) }), 0)],
    ['a shape that hides an absurd size behind a zero', file('{"a":{"dtype":"U8","shape":[9007199254740991,3,0],"data_offsets":[0,0]}}', 0)],
    ['a negative offset', file(JSON.stringify({ a: tensor(-4, 0, [4]) }), 0)],
    ['a fractional offset', file('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0.5,1.5]}}', 2)],
    ['reversed offsets', file(JSON.stringify({ a: tensor(4, 0, [4]) }), 4)],
    ['an unknown dtype', file('{"a":{"dtype":"X8","shape":[1],"data_offsets":[0,1]}}', 1)],
    ['an unknown key in a tensor', file('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}}', 1)],
    ['metadata that is not text', file('{"__metadata__":{"a":1}}', 0)],
    ['a header that is not an object', file('[]', 0)],
    ['a header cut in the middle', file('{"a":', 0)],
    ['a header that is not UTF-8', Buffer.concat([file('{"', 0, 4), Buffer.from([0xff, 0x7d])])],
    ['a header longer than the file', file('{}', 0, 3)],
    ['a header of 2^63 bytes', Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 0x80]), Buffer.from('{}')])],
    ['deep nesting', file(`{"a":${'['.repeat(200_000)}`, 0)],
  ];

  it.each(attacks)('does not trust %s', async (_, bytes) => {
    expect(await readBytes(safetensorsReader, bytes)).toBeUndefined();
  });

  it('reads nothing more when a small file claims a header of 100 MB', async () => {
    const reader = new MemoryReader(file('{}', 100, 100 * 1024 * 1024));
    expect(await safetensorsReader.read(reader, 'x')).toBeUndefined();
    expect(reader.bytesRead).toBeLessThan(16);
  });

  it('does not read a header over 100 MB, even one that is there', async () => {
    const reader = new SparseReader(file('{}', 0, 100 * 1024 * 1024 + 1));
    expect(await safetensorsReader.read(reader, 'x')).toBeUndefined();
  });

  it('passes on an error of the file itself', async () => {
    const broken = { size: 100, read: () => Promise.reject(new Error('EIO')) };
    await expect(safetensorsReader.read(broken, 'x')).rejects.toThrow('EIO');
  });
});

/** A file of 4 GiB that begins with `start` and refuses to be read beyond it. */
class SparseReader {
  readonly size = 4 * 1024 ** 3;
  readonly #start: Buffer;

  constructor(start: Buffer) {
    this.#start = start;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset + length > 1024) throw new Error('read too much');
    return this.#start.subarray(offset, offset + length);
  }
}
