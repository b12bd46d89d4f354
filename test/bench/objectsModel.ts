import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';

const MIB = 1024 * 1024;
const SLICE = 256 * 1024;

/** A made-up transformer: `layers` layers of seven matrices and two norms each, between an embedding and a head. */
export interface BenchModel {
  readonly layers: number;
  /** Bytes of one matrix. */
  readonly matrix: number;
}

/** Bytes of one layer. */
export function layerBytes({ matrix }: BenchModel): number {
  return 7 * matrix + 2 * 4096;
}

/** Writes the model as safetensors. Layers in `changed` have other bytes; everything else is the same each time. Answers its size. */
export async function writeBenchModel(path: string, model: BenchModel, changed: readonly number[] = []): Promise<number> {
  const tensors: { readonly name: string; readonly bytes: number; readonly seed: number }[] = [];
  const add = (name: string, bytes: number, layer: number): void => {
    tensors.push({ name, bytes, seed: tensors.length + 1 + (changed.includes(layer) ? 1000 : 0) });
  };
  add('embed', 2 * model.matrix, -1);
  for (let layer = 0; layer < model.layers; layer++) {
    for (const matrix of ['q', 'k', 'v', 'o', 'gate', 'up', 'down']) add(`layers.${layer}.${matrix}`, model.matrix, layer);
    for (const norm of ['norm1', 'norm2']) add(`layers.${layer}.${norm}`, 4096, layer);
  }
  add('head', 2 * model.matrix, -1);
  let at = 0;
  const header = Object.fromEntries(tensors.map(({ name, bytes }) => [name, { dtype: 'U8', shape: [bytes], data_offsets: [at, (at += bytes)] }]));
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const handle = await open(path, 'w');
  await handle.write(Buffer.concat([length, text]));
  for (const { bytes, seed } of tensors) for (let left = bytes, part = 0; left > 0; left -= MIB, part++) await handle.write(noise(Math.min(MIB, left), seed * 4096 + part));
  await handle.sync();
  await handle.close();
  return 8 + text.length + at;
}

function noise(length: number, seed: number): Buffer {
  const words = new Int32Array(Math.ceil(length / 4));
  let state = Math.imul(seed + 1, 2654435761) | 1;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return Buffer.from(words.buffer, 0, length);
}

/** The least that storing a file can be: one loop of SHA-256 and copy in slices, then fsync. Answers milliseconds. */
export function plainLoop(from: string, to: string): number {
  const started = performance.now();
  const input = openSync(from, 'r');
  const output = openSync(to, 'wx');
  const hash = createHash('sha256');
  const slice = Buffer.allocUnsafe(SLICE);
  for (let length = readSync(input, slice); length > 0; length = readSync(input, slice)) {
    hash.update(slice.subarray(0, length));
    writeSync(output, slice, 0, length);
  }
  hash.digest('hex');
  fsyncSync(output);
  closeSync(output);
  closeSync(input);
  return performance.now() - started;
}
