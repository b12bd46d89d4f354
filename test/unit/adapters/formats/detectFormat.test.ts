import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../../src/adapters/formats/detectFormat.ts';
import type { FormatFacts } from '../../../../src/core/model/formatFacts.ts';
import { fixture, fixturePaths } from './fixtures.ts';
import { MemoryReader } from './memoryReader.ts';

const fixtures = fixturePaths().map((path) => ({ name: basename(path), bytes: fixture(path) }));
const names = ['model', 'model.onnx', 'model.pkl', 'model.pt', 'saved_model.pb'];
/** Far above what any of these small files takes, far below what a runaway loop would. */
const patience = 10_000;

async function detectSafely(bytes: Uint8Array, name: string): Promise<FormatFacts | undefined> {
  const reader = new MemoryReader(bytes);
  const started = performance.now();
  const facts = await detectFormat(reader, name);
  expect(performance.now() - started).toBeLessThan(patience);
  let end = 0;
  for (const tensor of facts?.tensors ?? []) {
    expect(tensor.start).toBeGreaterThanOrEqual(end);
    expect(tensor.end).toBeGreaterThanOrEqual(tensor.start);
    end = tensor.end;
  }
  expect(end).toBeLessThanOrEqual(bytes.length);
  expect(new Set(facts?.tensors.map((tensor) => tensor.name)).size).toBe(facts?.tensors.length ?? 0);
  const cuts = facts?.cuts ?? [];
  expect([...new Set(cuts)].sort((a, b) => a - b)).toEqual(cuts);
  expect(cuts.every((cut) => cut >= 0 && cut <= bytes.length)).toBe(true);
  return facts;
}

const someFixture = fc.constantFrom(...fixtures);
const edits = fc.array(fc.tuple(fc.nat(), fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 0x7f, 0x80, 0xff))), { minLength: 1, maxLength: 6 });

describe('detecting a format', () => {
  it.each([
    ['safetensors/plain.safetensors', 'safetensors'],
    ['gguf/tiny.gguf', 'gguf'],
    ['onnx/raw.onnx', 'onnx'],
    ['numpy/single.npy', 'npy'],
    ['numpy/stored.npz', 'npz'],
    ['torch/state_dict.pt', 'torch-zip'],
    ['torch/legacy.pt', 'torch-legacy'],
    ['sklearn/pipeline.pkl', 'pickle'],
    ['sklearn/pipeline.joblib', 'joblib'],
    ['zip/zip64.zip', 'zip'],
  ])('%s is %s', async (path, format) => {
    expect((await detectSafely(fixture(path), basename(path)))?.format).toBe(format);
  });

  it('knows HDF5 by its magic number and a SavedModel by its name', async () => {
    expect((await detectSafely(Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), 'model.h5'))?.format).toBe('hdf5');
    expect((await detectSafely(Buffer.from([1]), 'saved_model.pb'))?.format).toBe('tensorflow-savedmodel');
  });

  it('says nothing of what it does not know', async () => {
    expect(await detectSafely(Buffer.from('hello'), 'notes.txt')).toBeUndefined();
    expect(await detectSafely(Buffer.alloc(0), 'empty.onnx')).toBeUndefined();
  });

  it('passes on what the file throws, whatever part of it was being read', async () => {
    for (const { name, bytes } of fixtures) {
      const whole = new MemoryReader(bytes);
      await detectFormat(whole, name);
      for (let failing = 0; failing < whole.reads; failing++) {
        let reads = 0;
        const reader = { size: bytes.length, read: async (at: number, length: number) => (reads++ === failing ? Promise.reject(new Error('EIO')) : bytes.subarray(at, at + length)) };
        await expect(detectFormat(reader, name)).rejects.toThrow('EIO');
      }
    }
  });

  it('stays calm over fixtures with a few bytes changed', async () => {
    const changed = fc.asyncProperty(someFixture, edits, async ({ name, bytes }, changes) => {
      const copy = Buffer.from(bytes);
      // Headers are where it hurts: half of the changes go to the first or last 300 bytes.
      for (const [at, value] of changes) copy[at % 4 === 0 ? at % copy.length : at % 4 === 1 ? copy.length - 1 - (at % Math.min(300, copy.length)) : at % Math.min(300, copy.length)] = value;
      await detectSafely(copy, name);
    });
    await fc.assert(changed, { numRuns: 1500 });
  });

  it('stays calm over fixtures that are cut off, doubled or have a piece taken out', async () => {
    const cut = fc.asyncProperty(someFixture, fc.nat(), fc.nat(), async ({ name, bytes }, a, b) => {
      const [from, to] = [a % (bytes.length + 1), b % (bytes.length + 1)].sort((x, y) => x - y) as [number, number];
      await detectSafely(bytes.subarray(0, to), name);
      await detectSafely(bytes.subarray(from), name);
      await detectSafely(Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]), name);
      await detectSafely(Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]), name);
    });
    await fc.assert(cut, { numRuns: 400 });
  });

  it('stays calm over random bytes behind every magic number', async () => {
    const magics = ['', '{"', 'GGUF\x03\0\0\0', '\x93NUMPY\x01\0', 'PK\x03\x04', '\x80\x02', '\x80\x04\x95', '\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.', '\x08\x08\x3a'];
    const random = fc.asyncProperty(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...names), async (magic, bytes, name) => {
      await detectSafely(Buffer.concat([Buffer.from(magic, 'latin1'), bytes]), name);
    });
    await fc.assert(random, { numRuns: 1500 });
  });

  it('stays calm over every length that a safetensors header may claim', async () => {
    const claims = fc.asyncProperty(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.jsonValue({ maxDepth: 4 }), async (claim, value) => {
      const prefix = Buffer.alloc(8);
      const header = Buffer.from(JSON.stringify({ a: value }));
      prefix.writeBigUInt64LE(claim % 3n === 0n ? BigInt(header.length) : claim >> (claim % 60n));
      await detectSafely(Buffer.concat([prefix, header]), 'x.safetensors');
    });
    await fc.assert(claims, { numRuns: 500 });
  });
});
