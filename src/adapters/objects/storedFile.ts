import { createHash } from 'node:crypto';
import { RegistryError } from '../../core/errors.ts';
import type { StoredExtent } from '../../core/ports/objectStore.ts';
import { EventLoopTurn } from './eventLoopTurn.ts';
import type { StoreContext } from './ingestContext.ts';
import type { LaidFile, PlacedChunk } from './layoutFile.ts';
import { MIB } from './limits.ts';
import { digestAt } from './chunkTable.ts';
import { readRange } from './storeFiles.ts';
import { containerPath } from './storePaths.ts';
import type { StreamResult } from './streamFile.ts';
import type { Extent } from './worker/fillRing.ts';

/** A stored file and where its bytes are to be read. */
export interface StoredFile {
  readonly sha256: string;
  readonly size: number;
  readonly extents: readonly Extent[];
  /** What its layout says of its chunks; undefined for a blob without a layout. */
  readonly chunks: readonly PlacedChunk[] | undefined;
  /** Path of its own blob, when it has one. */
  readonly blob: string | undefined;
}

/** Finds a file: in its blob first, else by its layout. */
export async function findStored(store: StoreContext, sha256: string): Promise<StoredFile | 'missing' | 'corrupt'> {
  const size = await store.index.blobSize(sha256);
  const laid = await store.index.layout(sha256);
  if (size !== undefined) return storedBlob(store, sha256, size, laid);
  if (laid === undefined) return 'missing';
  if (laid === 'corrupt') return 'corrupt';
  const state = await store.index.containersOf(laid);
  return state === 'present' ? { sha256, size: laid.size, extents: extentsOf(store, laid), chunks: laid.chunks, blob: undefined } : state;
}

function storedBlob({ paths }: StoreContext, sha256: string, size: number, laid: LaidFile | 'corrupt' | undefined): StoredFile | 'corrupt' {
  const blob = containerPath(paths, `blobs/${sha256}`);
  const usable = laid === undefined || laid === 'corrupt' ? undefined : laid;
  if (usable !== undefined && usable.size !== size) return 'corrupt';
  return { sha256, size, extents: [{ path: blob, offset: 0, length: size }], chunks: usable?.chunks, blob };
}

/** Chunks as runs of bytes, those that follow each other joined. */
function extentsOf({ paths }: StoreContext, laid: LaidFile): Extent[] {
  const extents: Extent[] = [];
  let container: string | undefined;
  for (const chunk of laid.chunks) {
    const last = extents.at(-1);
    if (last !== undefined && container === chunk.container && last.offset + last.length === chunk.offset) {
      extents[extents.length - 1] = { ...last, length: last.length + chunk.length };
    } else {
      extents.push({ path: containerPath(paths, chunk.container), offset: chunk.offset, length: chunk.length });
    }
    container = chunk.container;
  }
  return extents;
}

/** What a file takes on the disk. Its own blob holds each chunk where it comes, though its layout names the first place of one that repeats. */
export function extentsOnDisk({ sha256, size, chunks, blob }: StoredFile): StoredExtent[] {
  const own = `blobs/${sha256}`;
  if (chunks === undefined) return [{ container: own, offset: 0, bytes: size }];
  let end = 0;
  return chunks.map(({ container, offset, length }) => {
    end += length;
    return blob === undefined ? { container, offset, bytes: length } : { container: own, offset: end - length, bytes: length };
  });
}

/** Where the chunks of a stored file end. */
export function endsOf(file: StoredFile): Float64Array | undefined {
  if (file.chunks === undefined) return undefined;
  let end = 0;
  return Float64Array.from(file.chunks, ({ length }) => (end += length));
}

/** What is wrong with the bytes that were read, in words; undefined when every chunk and the whole are right. */
export function damageOf(file: StoredFile, read: StreamResult): string | undefined {
  if (read.bytes < file.size) return `it ends after ${read.bytes} of ${file.size} bytes`;
  let at = 0;
  for (const [i, chunk] of (file.chunks ?? []).entries()) {
    if (digestAt(read.chunks.digests, i) !== chunk.sha256) return `bytes ${at} to ${at + chunk.length} are damaged (${file.blob === undefined ? chunk.container : 'its blob'})`;
    at += chunk.length;
  }
  return read.sha256 === file.sha256 ? undefined : 'its bytes are not those that were stored';
}

/** Reads a small stored file into memory, unchecked. */
export async function readStored(file: StoredFile): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const { path, offset, length } of file.extents) parts.push(await readRange(path, offset, length));
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
}

/** SHA-256 in hexadecimal, with turns for the event loop in between. */
export async function digestBytes(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  const turn = new EventLoopTurn();
  for (let at = 0; at < bytes.length; at += MIB) {
    await turn.breathe(undefined);
    hash.update(bytes.subarray(at, at + MIB));
  }
  return hash.digest('hex');
}

/** @throws RegistryError store.missing, store.corrupt */
export function assertFound(found: StoredFile | 'missing' | 'corrupt', sha256: string): StoredFile {
  if (found === 'missing') {
    throw new RegistryError('store.missing', `The store does not have sha256:${sha256}.`, { hint: 'It may have been recorded without its bytes (--no-copy), or removed from the disk.', details: { sha256 } });
  }
  if (found === 'corrupt') throw corrupt(sha256, 'its layout or a container is damaged');
  return found;
}

export function corrupt(sha256: string, how: string): RegistryError {
  return new RegistryError('store.corrupt', `The stored copy of sha256:${sha256} is damaged: ${how}.`, { hint: 'Commit the original file again to repair it, if there is one.', details: { sha256 } });
}
