import type { RangeReader } from '../../core/ports/format.ts';
import { doubt, trust } from './headerDoubt.ts';

const readAhead = 64 * 1024;

/** The most bytes that are ever loaded at once: one name, one text, one small structure. */
export const maxLoad = 1024 * 1024;

/**
 * Walks forward through a file with a small buffer. `has` and `load` bring bytes in, the other readers are synchronous, so
 * that a walk of a million steps does not wait a million times. All numbers are little-endian. Gives up at the end.
 */
export class ByteCursor {
  readonly #reader: RangeReader;
  /** First offset that this walk may not touch. */
  readonly end: number;
  /** Offset of the next byte. */
  at: number;
  #buffer: Uint8Array = new Uint8Array();
  #view = new DataView(this.#buffer.buffer);
  #bufferStart = 0;

  constructor(reader: RangeReader, start = 0, end = reader.size) {
    this.#reader = reader;
    this.at = start;
    this.end = end;
  }

  /** True when the next `length` bytes are in memory. */
  has(length: number): boolean {
    const from = this.at - this.#bufferStart;
    return from >= 0 && from + length <= this.#buffer.length;
  }

  /** Brings the next `length` bytes into memory; gives up when the file ends before. */
  async load(length: number): Promise<void> {
    trust(length <= maxLoad && this.at + length <= this.end, 'a read past the end');
    if (this.has(length)) return;
    this.#buffer = await this.#reader.read(this.at, Math.min(Math.max(length, readAhead), this.end - this.at));
    this.#view = new DataView(this.#buffer.buffer, this.#buffer.byteOffset, this.#buffer.byteLength);
    this.#bufferStart = this.at;
    trust(this.has(length), 'the file ends early');
  }

  /** Brings in up to `length` bytes, fewer at the end. */
  async loadUpTo(length: number): Promise<void> {
    await this.load(Math.min(length, this.end - this.at));
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  f64(littleEndian: boolean): number {
    return this.#view.getFloat64(this.#advance(8), littleEndian);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#advance(8), true);
  }

  /** A 64-bit length or count; gives up when it is larger than a number can hold exactly. */
  count(): number {
    const value = this.u64();
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : doubt('an absurd count');
  }

  /** The next `length` bytes, which must have been loaded; valid until the next load. */
  take(length: number): Uint8Array {
    const from = this.#advance(length);
    return this.#buffer.subarray(from, from + length);
  }

  /** Steps over `length` bytes without reading them. */
  skip(length: number): void {
    trust(length >= 0 && length <= this.end - this.at, 'a length past the end');
    this.at += length;
  }

  /** Offset of the next line feed from here, looking at no more than `limit` bytes; gives up when there is none. */
  async lineEnd(limit: number): Promise<number> {
    await this.loadUpTo(limit);
    const from = this.at - this.#bufferStart;
    const found = this.#buffer.indexOf(0x0a, from);
    return found < 0 || found - from >= limit ? doubt('an endless line') : this.#bufferStart + found;
  }

  #advance(length: number): number {
    trust(this.has(length), 'bytes that were not loaded');
    const from = this.at - this.#bufferStart;
    this.at += length;
    return from;
  }
}
