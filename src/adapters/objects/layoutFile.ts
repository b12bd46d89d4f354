import { createHash } from 'node:crypto';
import { EventLoopTurn } from './eventLoopTurn.ts';
import { SMALL_FILE_BYTES } from './limits.ts';
import type { Container } from './storePaths.ts';

/*
 * A layout: which bytes of which containers make up one file or many. It is derived from content alone and never part of
 * a version's identity; a file whose blob exists needs none to be read. All numbers big-endian.
 *
 *   "MKL1"  u32 containers  u32 files  u32 chunks  u32 spans
 *   containers × { u8 'b' (blob) or 'p' (pack), 32 bytes SHA-256 of the container }
 *   files      × { 32 bytes SHA-256 of the file, u64 size, u32 first chunk, u32 chunks, u32 first span, u32 spans }
 *   chunks     × { 32 bytes SHA-256 of the chunk, u32 length, u32 container, u64 offset in it }
 *   spans      × { u64 start, u64 end, 32 bytes SHA-256 of these bytes of the file }
 *   32 bytes SHA-256 of all before
 *
 * Files ascend by digest. A file's chunks follow each other and add up to its size; chunks are at most 8 MiB. Spans are
 * its tensors, so that their digests are known without reading it again.
 */

const MAGIC = Buffer.from('MKL1', 'latin1');
const HEAD = 20;
const CONTAINER = 33;
const FILE = 56;
const CHUNK = 48;
const SPAN = 48;
const DIGEST = 32;

/** A chunk and where it lies. */
export interface PlacedChunk {
  readonly sha256: string;
  readonly length: number;
  readonly container: Container;
  readonly offset: number;
}

/** Bytes of a file with a digest of their own (a tensor). */
export interface DigestedSpan {
  readonly start: number;
  readonly end: number;
  readonly sha256: string;
}

/** How one file is made up. */
export interface LaidFile {
  readonly sha256: string;
  readonly size: number;
  readonly chunks: readonly PlacedChunk[];
  readonly spans: readonly DigestedSpan[];
}

/** The bytes of a layout of these files, in any order, each once. The event loop gets its turns. */
export async function encodeLayout(files: readonly LaidFile[]): Promise<Buffer> {
  const turn = new EventLoopTurn();
  const sorted = [...files].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const containers = new Map<Container, number>();
  for (const { chunks } of sorted) for (const { container } of chunks) if (!containers.has(container)) containers.set(container, containers.size);
  const chunkCount = sorted.reduce((sum, file) => sum + file.chunks.length, 0);
  const spanCount = sorted.reduce((sum, file) => sum + file.spans.length, 0);
  const out = new Writer(HEAD + containers.size * CONTAINER + sorted.length * FILE + chunkCount * CHUNK + spanCount * SPAN + DIGEST);
  out.bytes(MAGIC).u32(containers.size).u32(sorted.length).u32(chunkCount).u32(spanCount);
  for (const container of containers.keys()) out.bytes(Buffer.from(container.slice(0, 1), 'latin1')).hex(container.slice(6));
  let chunk = 0;
  let span = 0;
  for (const { sha256, size, chunks, spans } of sorted) {
    await turn.breathe(undefined);
    out.hex(sha256).u64(size).u32(chunk).u32(chunks.length).u32(span).u32(spans.length);
    chunk += chunks.length;
    span += spans.length;
  }
  for (const { chunks } of sorted) {
    await turn.breathe(undefined);
    for (const { sha256, length, container, offset } of chunks) out.hex(sha256).u32(length).u32(containers.get(container) as number).u64(offset);
  }
  for (const { spans } of sorted) for (const { start, end, sha256 } of spans) out.u64(start).u64(end).hex(sha256);
  return out.finish();
}

class Writer {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafe(size);
  }

  bytes(bytes: Uint8Array): this {
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  hex(digits: string): this {
    this.#at += this.#buffer.write(digits, this.#at, 'hex');
    return this;
  }

  u32(value: number): this {
    this.#at = this.#buffer.writeUInt32BE(value, this.#at);
    return this;
  }

  u64(value: number): this {
    this.#at = this.#buffer.writeBigUInt64BE(BigInt(value), this.#at);
    return this;
  }

  finish(): Buffer {
    this.bytes(createHash('sha256').update(this.#buffer.subarray(0, this.#at)).digest());
    return this.#buffer;
  }
}

/** A layout that has been read and found to be in order; files are unpacked one at a time. */
export class Layout {
  readonly files: number;
  readonly bytes: number;
  readonly #buffer: Buffer;
  readonly #containers: number;
  readonly #chunks: number;

  private constructor(buffer: Buffer) {
    this.#buffer = buffer;
    this.bytes = buffer.length;
    this.#containers = buffer.readUInt32BE(4);
    this.files = buffer.readUInt32BE(8);
    this.#chunks = buffer.readUInt32BE(12);
  }

  /** The layout, or undefined when the bytes are damaged or contradict themselves. Their own digest is not checked here. */
  static parse(buffer: Buffer): Layout | undefined {
    if (buffer.length < HEAD + DIGEST || !buffer.subarray(0, 4).equals(MAGIC)) return undefined;
    const [containers, files, chunks, spans] = [4, 8, 12, 16].map((at) => buffer.readUInt32BE(at)) as [number, number, number, number];
    if (buffer.length !== HEAD + containers * CONTAINER + files * FILE + chunks * CHUNK + spans * SPAN + DIGEST) return undefined;
    const layout = new Layout(buffer);
    return layout.#consistent(chunks, spans) ? layout : undefined;
  }

  /** True when the last 32 bytes are the digest of all before. */
  static intact(buffer: Buffer): boolean {
    const end = buffer.length - DIGEST;
    return end > 0 && createHash('sha256').update(buffer.subarray(0, end)).digest().equals(buffer.subarray(end));
  }

  /** Digests of all its files. */
  *digests(): Generator<string> {
    for (let i = 0; i < this.files; i++) yield this.#hex(this.#file(i));
  }

  /** How the file is made up; undefined when it is not in this layout. */
  find(sha256: string): LaidFile | undefined {
    const wanted = Buffer.from(sha256, 'hex');
    let low = 0;
    let high = this.files - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.#file(middle);
      const order = wanted.compare(this.#buffer, at, at + DIGEST);
      if (order === 0) return this.#unpack(at);
      if (order < 0) high = middle - 1;
      else low = middle + 1;
    }
    return undefined;
  }

  #unpack(at: number): LaidFile {
    const buffer = this.#buffer;
    const firstChunk = buffer.readUInt32BE(at + 40);
    const firstSpan = buffer.readUInt32BE(at + 48);
    const chunks = Array.from({ length: buffer.readUInt32BE(at + 44) }, (_, i) => this.#placed(this.#chunk(firstChunk + i)));
    const spans = Array.from({ length: buffer.readUInt32BE(at + 52) }, (_, i) => {
      const span = this.#chunk(this.#chunks) + (firstSpan + i) * SPAN;
      return { start: this.#u64(span), end: this.#u64(span + 8), sha256: this.#hex(span + 16) };
    });
    return { sha256: this.#hex(at), size: this.#u64(at + 32), chunks, spans };
  }

  #placed(at: number): PlacedChunk {
    const container = HEAD + this.#buffer.readUInt32BE(at + 36) * CONTAINER;
    const kind = this.#buffer[container] === 0x62 ? 'blobs/' : 'packs/';
    return { sha256: this.#hex(at), length: this.#buffer.readUInt32BE(at + 32), container: kind + this.#hex(container + 1), offset: this.#u64(at + 40) };
  }

  #consistent(chunks: number, spans: number): boolean {
    for (let i = 0; i < this.#containers; i++) {
      const kind = this.#buffer[HEAD + i * CONTAINER];
      if (kind !== 0x62 && kind !== 0x70) return false;
    }
    for (let i = 0; i < chunks; i++) {
      const at = this.#chunk(i);
      const length = this.#buffer.readUInt32BE(at + 32);
      if (length < 1 || length > SMALL_FILE_BYTES || this.#buffer.readUInt32BE(at + 36) >= this.#containers || !this.#safe(at + 40)) return false;
    }
    let chunk = 0;
    let span = 0;
    for (let i = 0; i < this.files; i++) {
      const at = this.#file(i);
      if (i > 0 && this.#buffer.compare(this.#buffer, at - FILE, at - FILE + DIGEST, at, at + DIGEST) <= 0) return false;
      if (!this.#safe(at + 32) || this.#buffer.readUInt32BE(at + 40) !== chunk || this.#buffer.readUInt32BE(at + 48) !== span) return false;
      const count = this.#buffer.readUInt32BE(at + 44);
      if (chunk + count > chunks || !this.#addsUp(at, chunk, count)) return false;
      chunk += count;
      span += this.#buffer.readUInt32BE(at + 52);
    }
    return chunk === chunks && span === spans && this.#spansInOrder(spans);
  }

  #addsUp(file: number, first: number, count: number): boolean {
    let size = 0;
    for (let i = first; i < first + count; i++) size += this.#buffer.readUInt32BE(this.#chunk(i) + 32);
    return size === this.#u64(file + 32);
  }

  #spansInOrder(spans: number): boolean {
    for (let i = 0; i < spans; i++) {
      const at = this.#chunk(this.#chunks) + i * SPAN;
      if (!this.#safe(at) || !this.#safe(at + 8) || this.#u64(at) > this.#u64(at + 8)) return false;
    }
    return true;
  }

  #file(index: number): number {
    return HEAD + this.#containers * CONTAINER + index * FILE;
  }

  #chunk(index: number): number {
    return this.#file(this.files) + index * CHUNK;
  }

  /** True when the 64 bits at `at` are below 2⁵². */
  #safe(at: number): boolean {
    return this.#buffer.readUInt32BE(at) < 0x100000;
  }

  #u64(at: number): number {
    return this.#buffer.readUInt32BE(at) * 0x1_0000_0000 + this.#buffer.readUInt32BE(at + 4);
  }

  #hex(at: number): string {
    return this.#buffer.toString('hex', at, at + DIGEST);
  }
}
