import { canonicalJson, parseCanonicalJson } from '../../core/text/canonicalJson.ts';
import { isSha256 } from '../../core/model/digest.ts';
import { PACK_BYTES, PACK_CHUNKS } from './limits.ts';

/*
 * A pack: `"MKP1" || chunks || index || length || "MKP1"`.
 *
 * - chunks: bytes one after the other, uncompressed, so that a chunk is one range of the pack
 * - index: canonical JSON `{"chunks":[{"length":n,"offset":n,"sha256":"…"},…],"v":1}` in the order of the bytes; offsets
 *   from the start of the pack
 * - length: of the index in bytes, 64 bits, big-endian
 *
 * At most 64 MiB and 8,192 chunks; its name is the SHA-256 of all its bytes.
 */

export const PACK_MAGIC: Uint8Array = Buffer.from('MKP1', 'latin1');
/** What one chunk adds to the index at most. */
const INDEX_ENTRY_BYTES = 116;
const FRAME_BYTES = 4 + 8 + 4 + 64;

/** Where a chunk lies in its pack. */
export interface PackedChunk {
  readonly sha256: string;
  readonly offset: number;
  readonly length: number;
}

/** True when a chunk of `length` bytes still fits a pack that holds `chunks` chunks and is `bytes` long so far. */
export function fitsPack(chunks: number, bytes: number, length: number): boolean {
  return chunks < PACK_CHUNKS && bytes + length + (chunks + 1) * INDEX_ENTRY_BYTES + FRAME_BYTES <= PACK_BYTES;
}

/** What follows the chunks: index, its length, and the closing magic. */
export function packTail(chunks: readonly PackedChunk[]): Uint8Array {
  const index = Buffer.from(canonicalJson({ chunks: chunks.map(({ length, offset, sha256 }) => ({ length, offset, sha256 })), v: 1 }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(index.length));
  return Buffer.concat([index, length, PACK_MAGIC]);
}

/** Where the index of a pack of `size` bytes lies by its last 12 bytes; undefined when they are not a pack's. */
export function packIndexRange(tail: Uint8Array, size: number): { readonly offset: number; readonly length: number } | undefined {
  if (tail.length !== 12 || size > PACK_BYTES || PACK_MAGIC.some((byte, i) => tail[8 + i] !== byte)) return undefined;
  const length = new DataView(tail.buffer, tail.byteOffset, 8).getBigUint64(0);
  if (length > BigInt(PACK_CHUNKS * INDEX_ENTRY_BYTES + FRAME_BYTES) || length > BigInt(size - 16)) return undefined;
  return { offset: size - 12 - Number(length), length: Number(length) };
}

/** The chunks that an index names, or undefined when it is not canonical or lies about the `end` of the chunks. */
export function parsePackIndex(bytes: Uint8Array, end: number): readonly PackedChunk[] | undefined {
  const value = parseCanonicalJson(Buffer.from(bytes).toString('utf8')) as { v?: unknown; chunks?: unknown } | undefined;
  if (typeof value !== 'object' || value === null || value.v !== 1 || !Array.isArray(value.chunks)) return undefined;
  const chunks = value.chunks as readonly PackedChunk[];
  let at = PACK_MAGIC.length;
  for (const chunk of chunks) {
    if (typeof chunk !== 'object' || chunk === null || !isSha256(String(chunk.sha256))) return undefined;
    if (chunk.offset !== at || !Number.isSafeInteger(chunk.length) || chunk.length < 1) return undefined;
    at += chunk.length;
  }
  return at === end ? chunks : undefined;
}
