import { ByteCursor } from './byteCursor.ts';
import type { RangeReader } from '../../core/ports/format.ts';
import { doubt, trust } from './headerDoubt.ts';

/** One field of a protobuf message: a number, or the place of its bytes. Fixed-width fields count as bytes. */
export interface ProtobufField {
  readonly number: number;
  /** Value of a varint field. */
  readonly value?: bigint;
  /** Where the bytes of a length-delimited field lie. */
  readonly start: number;
  readonly end: number;
  /** True for length-delimited fields: text, bytes, messages, packed numbers. */
  readonly delimited: boolean;
}

/** Walks over the top-level fields of protobuf messages, with one budget of fields for a whole file. */
export class ProtobufWalk {
  /** One buffer for all levels: a message lies within its parent, so the walk only ever goes forward. */
  readonly #cursor: ByteCursor;
  #budget: number;

  constructor(reader: RangeReader, maxFields: number) {
    this.#cursor = new ByteCursor(reader);
    this.#budget = maxFields;
  }

  /** Calls `visit` for each field of the message in bytes `start … end`; gives up on anything malformed. */
  async fields(start: number, end: number, visit: (field: ProtobufField) => Promise<void>): Promise<void> {
    const cursor = this.#cursor;
    for (let at = start; at < end; ) {
      trust(--this.#budget >= 0, 'too many fields');
      cursor.at = at;
      if (!cursor.has(20)) await cursor.loadUpTo(20);
      const field = readField(cursor);
      trust(field.end <= end, 'a field ends after its message');
      at = field.end;
      await visit(field);
    }
  }

  /** The numbers of a packed varint field, at most `limit`. */
  async packed(field: ProtobufField, limit: number): Promise<bigint[]> {
    const cursor = this.#cursor;
    cursor.at = field.start;
    const values: bigint[] = [];
    while (cursor.at < field.end) {
      trust(values.length < limit, 'too many numbers');
      if (!cursor.has(10)) await cursor.loadUpTo(10);
      values.push(varint(cursor));
    }
    trust(cursor.at === field.end, 'a number ends after its field');
    return values;
  }

  /** The bytes of a field, at most `limit`. */
  async bytes(field: ProtobufField, limit: number): Promise<Uint8Array> {
    trust(field.delimited && field.end - field.start <= limit, 'a text is too long');
    const cursor = this.#cursor;
    cursor.at = field.start;
    await cursor.load(field.end - field.start);
    return cursor.take(field.end - field.start);
  }
}

function readField(cursor: ByteCursor): ProtobufField {
  const key = varint(cursor);
  const number = Number(key >> 3n);
  trust(number >= 1 && number < 2 ** 29, 'a field number is out of range');
  switch (Number(key & 7n)) {
    case 0: {
      const value = varint(cursor);
      return { number, value, start: cursor.at, end: cursor.at, delimited: false };
    }
    case 1:
      return { number, start: cursor.at, end: cursor.at + 8, delimited: false };
    case 2: {
      const length = Number(varint(cursor));
      return { number, start: cursor.at, end: cursor.at + length, delimited: true };
    }
    case 5:
      return { number, start: cursor.at, end: cursor.at + 4, delimited: false };
    default:
      return doubt('a wire type that nobody writes');
  }
}

function varint(cursor: ByteCursor): bigint {
  let low = 0;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = cursor.u8();
    low |= (byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt(low);
  }
  let value = BigInt(low);
  for (let shift = 28n; shift < 70n; shift += 7n) {
    const byte = cursor.u8();
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return value < 1n << 64n ? value : doubt('a number over 64 bits');
  }
  return doubt('an endless number');
}
