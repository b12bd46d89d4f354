/** One field of a message: a number (varint), or bytes (text and messages). Fixed-width numbers are passed over. */
export interface ProtobufField {
  readonly number: number;
  /** Exact up to 2^53. */
  readonly varint?: number;
  readonly bytes?: Buffer;
}

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;

/**
 * The fields of a Protocol Buffers message, in order.
 * @throws RangeError for what is no such message
 */
export function protobufFields(message: Buffer): readonly ProtobufField[] {
  const fields: ProtobufField[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = message[at++];
      if (byte === undefined) throw new RangeError('a number is cut off');
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new RangeError('a number is too long');
  };
  const skip = (length: number): number => {
    if (length > message.length - at) throw new RangeError('a field is cut off');
    return (at += length);
  };
  while (at < message.length) {
    const key = varint();
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (wire === VARINT) fields.push({ number, varint: varint() });
    else if (wire === BYTES) {
      const length = varint();
      fields.push({ number, bytes: message.subarray(at, skip(length)) });
    } else if (wire === FIXED_64) skip(8);
    else if (wire === FIXED_32) skip(4);
    else throw new RangeError('a field has no known shape');
  }
  return fields;
}

/** The message in the first field `number`. */
export function messageIn(fields: readonly ProtobufField[], number: number): readonly ProtobufField[] | undefined {
  const bytes = fields.find((field) => field.number === number)?.bytes;
  return bytes === undefined ? undefined : protobufFields(bytes);
}

/** The texts in the fields `number`; what is no UTF-8 in them becomes U+FFFD. */
export function textsIn(fields: readonly ProtobufField[], number: number): readonly string[] {
  const texts: string[] = [];
  for (const field of fields) if (field.number === number && field.bytes !== undefined) texts.push(field.bytes.toString());
  return texts;
}
