import type { RangeReader } from '../../../../src/core/ports/format.ts';

/** A file in memory that counts what is read of it. */
export class MemoryReader implements RangeReader {
  readonly #bytes: Uint8Array;
  bytesRead = 0;
  reads = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get size(): number {
    return this.#bytes.length;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = this.#bytes.slice(offset, offset + length);
    this.reads++;
    this.bytesRead += bytes.length;
    return bytes;
  }
}
