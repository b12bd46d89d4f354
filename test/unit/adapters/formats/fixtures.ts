import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import type { FormatFacts } from '../../../../src/core/model/formatFacts.ts';
import type { FormatReader } from '../../../../src/core/ports/format.ts';
import { MemoryReader } from './memoryReader.ts';

const root = join(import.meta.dirname, '../../../fixtures');

/** What a framework says of a file that it made: see test/fixtures/README.md. */
interface Expectation {
  readonly parameters: number;
  readonly tensors: readonly { readonly name: string; readonly dtype: string; readonly shape: readonly number[]; readonly sha256: string }[];
}

const expectations = new Map<string, Expectation>(
  ['expectations.json', 'expectations-torch.json'].flatMap((name) => Object.entries(JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, Expectation>)),
);

/** Bytes of a fixture, by its path under test/fixtures. */
export function fixture(path: string): Buffer {
  return readFileSync(join(root, path));
}

/** Paths of all binary fixtures that readers may meet. */
export function fixturePaths(): string[] {
  return ['safetensors', 'gguf', 'onnx', 'numpy', 'torch', 'sklearn'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`));
}

/** What `reader` makes of `bytes` in a file named `name`. */
export function readBytes(reader: FormatReader, bytes: Uint8Array, name = 'model.bin'): Promise<FormatFacts | undefined> {
  return reader.read(new MemoryReader(bytes), name);
}

/** Reads a fixture and compares names, dtypes, shapes, bytes and count with what its framework said. */
export async function readAsExpected(reader: FormatReader, path: string): Promise<FormatFacts> {
  const bytes = fixture(path);
  const facts = await readBytes(reader, bytes, basename(path));
  if (facts === undefined) throw new Error(`${path} was not recognised`);
  const expected = expectations.get(path);
  if (expected === undefined) throw new Error(`${path} has no expectations`);
  const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
  const found = facts.tensors.map(({ name, dtype, shape, start, end }) => {
    const sha256 = createHash('sha256').update(bytes.subarray(start, end)).digest('hex');
    return { name, dtype, shape, sha256 };
  });
  expect(found.sort(byName)).toEqual([...expected.tensors].sort(byName));
  expect(facts.parameters).toBe(expected.parameters);
  return facts;
}
