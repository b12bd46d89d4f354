/** A tensor as numbers: a flat list, or a list of rows. */
export type Tensor = readonly number[] | readonly (readonly number[])[];

/** A safetensors file of 32-bit floats, byte for byte as `media/sample/train.py` writes it. */
export function safetensorsBytes(tensors: Readonly<Record<string, Tensor>>, metadata: Readonly<Record<string, string>>): Buffer {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const numbers: Buffer[] = [];
  let end = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    const flat = tensor.flat();
    const packed = Buffer.alloc(4 * flat.length);
    flat.forEach((value, index) => packed.writeFloatLE(value, 4 * index));
    header[name] = { dtype: 'F32', shape: shapeOf(tensor), data_offsets: [end, end + packed.length] };
    numbers.push(packed);
    end += packed.length;
  }
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([text, Buffer.alloc(-text.length & 7, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...numbers]);
}

function shapeOf(tensor: Tensor): readonly number[] {
  const [first] = tensor;
  return Array.isArray(first) ? [tensor.length, first.length] : [tensor.length];
}
