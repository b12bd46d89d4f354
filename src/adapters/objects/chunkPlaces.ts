import type { ChunkTable } from './chunkTable.ts';
import { digestAt } from './chunkTable.ts';
import type { LaidFile, PlacedChunk } from './layoutFile.ts';
import type { PackedChunk } from './packFile.ts';
import type { Container } from './storePaths.ts';

interface Place {
  readonly container: Container;
  readonly offset: number;
}

/** Where chunks lie that the files of one ingest may share: those of similar files, and what was stored just now. */
export class ChunkPlaces {
  readonly #places = new Map<string, Place>();

  get size(): number {
    return this.#places.size;
  }

  has(sha256: string): boolean {
    return this.#places.has(sha256);
  }

  addFile(file: LaidFile): void {
    for (const { sha256, container, offset } of file.chunks) this.#add(sha256, container, offset);
  }

  addPack(sha256: string, chunks: readonly PackedChunk[]): void {
    const container = `packs/${sha256}`;
    for (const chunk of chunks) this.#add(chunk.sha256, container, chunk.offset);
  }

  /** Where each chunk of the table lies. @throws Error when one was never stored */
  place(chunks: ChunkTable): PlacedChunk[] {
    return Array.from(chunks.lengths, (length, i) => this.placeOf(digestAt(chunks.digests, i), length));
  }

  /** Where one chunk lies. @throws Error when it was never stored */
  placeOf(sha256: string, length: number): PlacedChunk {
    const place = this.#places.get(sha256);
    if (place === undefined) throw new Error(`chunk ${sha256} was not stored`);
    return { sha256, length, container: place.container, offset: place.offset };
  }

  /** All digests, 32 bytes each. */
  digests(): Uint8Array {
    const digests = Buffer.allocUnsafe(this.#places.size * 32);
    let at = 0;
    for (const sha256 of this.#places.keys()) at += digests.write(sha256, at, 'hex');
    return digests;
  }

  #add(sha256: string, container: Container, offset: number): void {
    if (!this.#places.has(sha256)) this.#places.set(sha256, { container, offset });
  }
}
