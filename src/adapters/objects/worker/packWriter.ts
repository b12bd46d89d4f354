import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fitsPack, PACK_MAGIC, packTail, type PackedChunk } from '../packFile.ts';
import { writeFully } from './fillRing.ts';
import { sided } from './sidedError.ts';

/** A pack that is complete but neither durable nor in its place. Whoever gets it closes `fd`. */
export interface WrittenPack {
  readonly fd: number;
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly chunks: readonly PackedChunk[];
}

interface OpenPack {
  readonly fd: number;
  readonly path: string;
  readonly hash: Hash;
  readonly chunks: PackedChunk[];
  size: number;
}

/** Writes chunks that are not known yet into packs below one temporary folder. */
export class PackWriter {
  readonly #folder: string;
  readonly #onPack: (pack: WrittenPack) => void;
  readonly #known = new Set<string>();
  #open: OpenPack | undefined;
  #count = 0;

  constructor(folder: string, onPack: (pack: WrittenPack) => void) {
    this.#folder = folder;
    this.#onPack = onPack;
  }

  /** Takes note of chunks (32-byte digests) that need not be written. */
  know(digests: Uint8Array): void {
    for (let at = 0; at < digests.length; at += 32) this.#known.add(key(digests.subarray(at, at + 32)));
  }

  /** Writes the chunk unless it is known. Answers how many bytes that took. */
  add(digest: Uint8Array, segments: readonly Uint8Array[], length: number): number {
    const known = key(digest);
    if (length === 0 || this.#known.has(known)) return 0;
    if (this.#open !== undefined && !fitsPack(this.#open.chunks.length, this.#open.size, length)) this.finish();
    sided('store', () => this.#append(digest, segments, length));
    this.#known.add(known);
    return length;
  }

  /** Completes the pack that is open, if any. */
  finish(): void {
    const pack = this.#open;
    if (pack === undefined) return;
    sided('store', () => append(pack, packTail(pack.chunks)));
    this.#open = undefined;
    const { fd, path, size, chunks } = pack;
    this.#onPack({ fd, path, sha256: pack.hash.digest('hex'), size, chunks });
  }

  /** Throws away the pack that is open, if any. */
  abandon(): void {
    if (this.#open === undefined) return;
    closeSync(this.#open.fd);
    try {
      unlinkSync(this.#open.path);
    } catch {
      // Its folder is removed as a whole, and may be gone already.
    }
    this.#open = undefined;
  }

  #append(digest: Uint8Array, segments: readonly Uint8Array[], length: number): void {
    const pack = (this.#open ??= this.#create());
    const offset = pack.size;
    for (const segment of segments) append(pack, segment);
    pack.chunks.push({ sha256: Buffer.from(digest).toString('hex'), offset, length });
  }

  #create(): OpenPack {
    const path = join(this.#folder, `${this.#count++}.pack`);
    const pack: OpenPack = { fd: openSync(path, 'wx', 0o444), path, hash: createHash('sha256'), chunks: [], size: 0 };
    append(pack, PACK_MAGIC);
    return pack;
  }
}

function append(pack: OpenPack, bytes: Uint8Array): void {
  writeFully(pack.fd, bytes, pack.size);
  pack.hash.update(bytes);
  pack.size += bytes.length;
}

/** A digest as a short string for sets: one character a byte. */
function key(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1');
}
