import { createHash } from 'node:crypto';
import type { FormatFacts, TensorSpan } from '../../../../src/core/model/formatFacts.ts';
import type { RangeReader } from '../../../../src/core/ports/format.ts';

/** A tensor of a hand-made model: a name, its bytes. */
export interface HandMadeTensor {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The bytes of a safetensors file with these tensors, all of type U8. */
export function handMadeModel(tensors: readonly HandMadeTensor[], note = ''): Buffer {
  let at = 0;
  const header: { [name: string]: unknown } = note === '' ? {} : { __metadata__: { note } };
  for (const { name, bytes } of tensors) header[name] = { dtype: 'U8', shape: [bytes.length], data_offsets: [at, (at += bytes.length)] };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...tensors.map(({ bytes }) => bytes)]);
}

/** Reads the headers that {@link handMadeModel} writes, and nothing else. */
export async function detectHandMade(reader: RangeReader, name: string): Promise<FormatFacts | undefined> {
  if (!name.endsWith('.safetensors') || reader.size < 8) return undefined;
  const length = Number(Buffer.from(await reader.read(0, 8)).readBigUInt64LE());
  if (length > reader.size - 8) return undefined;
  const header = JSON.parse(new TextDecoder().decode(await reader.read(8, length))) as { [name: string]: { dtype: string; shape: number[]; data_offsets: [number, number] } };
  const start = 8 + length;
  const tensors: TensorSpan[] = [];
  for (const [tensor, { dtype, shape, data_offsets }] of Object.entries(header)) {
    if (tensor === '__metadata__') continue;
    tensors.push({ name: tensor, dtype, shape, start: start + data_offsets[0], end: start + data_offsets[1] });
  }
  return { format: 'safetensors', media: 'application/vnd.safetensors', tensors, dtypes: [], facts: [], cuts: [start] };
}

/** Bytes that look random and are the same for the same seed. */
export function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let state = (seed * 2654435761 + 1) | 0;
  const words = length >> 2;
  for (let i = 0; i < words; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes.writeInt32LE(state, i << 2);
  }
  for (let i = words << 2; i < length; i++) bytes[i] = (seed + i) & 255;
  return bytes;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
