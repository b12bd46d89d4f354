/** Bytes that look like noise and depend on `seed` alone. */
export function noise(size: number, seed: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  for (let at = 0; at + 4 <= size; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes.writeUInt32LE(state >>> 0, at);
  }
  bytes.fill(7, size - (size % 4));
  return bytes;
}

/** A safetensors file of float tensors, each of the given bytes (a multiple of four). */
export function safetensors(tensors: Readonly<Record<string, Buffer>>): Buffer {
  const header: Record<string, unknown> = {};
  let offset = 0;
  for (const [name, bytes] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape: [bytes.length / 4], data_offsets: [offset, (offset += bytes.length)] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...Object.values(tensors)]);
}
