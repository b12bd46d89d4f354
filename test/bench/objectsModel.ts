import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const MIB = 1024 * 1024;
const SLICE = 256 * 1024;

/** A made-up transformer: `layers` layers of seven matrices and two norms each, between an embedding and a head. */
export interface BenchModel {
  readonly layers: number;
  /** Bytes of one matrix. */
  readonly matrix: number;
}

const LAYERS = 24;

/** A model of about so many MiB. */
export function sizedModel(mib: number): BenchModel {
  return { layers: LAYERS, matrix: Math.floor((mib * MIB) / (LAYERS * 7 + 4)) };
}

/** Bytes of one layer. */
export function layerBytes({ matrix }: BenchModel): number {
  return 7 * matrix + 2 * 4096;
}

/** Writes the model as safetensors. Layers in `changed` have other bytes; everything else is the same each time. Answers its size. */
export async function writeBenchModel(path: string, model: BenchModel, changed: readonly number[] = []): Promise<number> {
  const tensors = tensorsOf(model);
  let at = 0;
  const header = Object.fromEntries(tensors.map(({ name, bytes }) => [name, { dtype: 'U8', shape: [bytes], data_offsets: [at, (at += bytes)] }]));
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const handle = await open(path, 'w');
  await handle.write(Buffer.concat([length, text]));
  for (const tensor of tensors) await writeTensor(handle, tensor, changed.includes(tensor.layer), null);
  await handle.sync();
  await handle.close();
  return 8 + text.length + at;
}

/** Gives some layers of a written model other bytes, and touches nothing else. */
export async function changeLayers(path: string, model: BenchModel, changed: readonly number[]): Promise<void> {
  const tensors = tensorsOf(model);
  const total = tensors.reduce((sum, { bytes }) => sum + bytes, 0);
  const handle = await open(path, 'r+');
  let at = (await handle.stat()).size - total;
  for (const tensor of tensors) {
    if (changed.includes(tensor.layer)) await writeTensor(handle, tensor, true, at);
    at += tensor.bytes;
  }
  await handle.sync();
  await handle.close();
}

interface BenchTensor {
  readonly name: string;
  readonly bytes: number;
  /** -1 for what is in no layer. */
  readonly layer: number;
  readonly seed: number;
}

function tensorsOf(model: BenchModel): readonly BenchTensor[] {
  const tensors: BenchTensor[] = [];
  const add = (name: string, bytes: number, layer: number): void => void tensors.push({ name, bytes, layer, seed: tensors.length + 1 });
  add('embed', 2 * model.matrix, -1);
  for (let layer = 0; layer < model.layers; layer++) {
    for (const matrix of ['q', 'k', 'v', 'o', 'gate', 'up', 'down']) add(`layers.${layer}.${matrix}`, model.matrix, layer);
    for (const norm of ['norm1', 'norm2']) add(`layers.${layer}.${norm}`, 4096, layer);
  }
  add('head', 2 * model.matrix, -1);
  return tensors;
}

/** At the handle's own place when `at` is null. */
async function writeTensor(handle: FileHandle, { bytes, seed }: BenchTensor, changed: boolean, at: number | null): Promise<void> {
  const first = (seed + (changed ? 1000 : 0)) * 4096;
  for (let done = 0; done < bytes; done += MIB) {
    const length = Math.min(MIB, bytes - done);
    await handle.write(noise(length, first + done / MIB), 0, length, at === null ? null : at + done);
  }
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
