/** Lengths and SHA-256 digests (32 bytes each) of a file's chunks, in file order. */
export interface ChunkTable {
  readonly lengths: Uint32Array;
  readonly digests: Uint8Array;
}

/** Grows a {@link ChunkTable} chunk by chunk. */
export class ChunkTableBuilder {
  #lengths = new Uint32Array(64);
  #digests = new Uint8Array(64 * 32);
  #count = 0;

  add(digest: Uint8Array, length: number): void {
    if (this.#count === this.#lengths.length) this.#grow();
    this.#lengths[this.#count] = length;
    this.#digests.set(digest, this.#count * 32);
    this.#count++;
  }

  finish(): ChunkTable {
    return { lengths: this.#lengths.slice(0, this.#count), digests: this.#digests.slice(0, this.#count * 32) };
  }

  #grow(): void {
    const lengths = new Uint32Array(this.#count * 2);
    lengths.set(this.#lengths);
    const digests = new Uint8Array(this.#count * 64);
    digests.set(this.#digests);
    this.#lengths = lengths;
    this.#digests = digests;
  }
}

/** Hexadecimal digest `index` of a run of 32-byte digests. */
export function digestAt(digests: Uint8Array, index: number): string {
  return Buffer.from(digests.buffer, digests.byteOffset + index * 32, 32).toString('hex');
}
