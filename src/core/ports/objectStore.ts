import type { FormatFacts } from '../model/formatFacts.ts';
import type { TensorDigest } from '../model/manifest.ts';
import type { CancelSignal } from './runtime.ts';

/** A file to be read into the store; `absolute` has its links resolved. */
export interface IngestFile {
  /** Manifest path, for messages and progress. */
  readonly path: string;
  readonly absolute: string;
}

/** Progress of a long operation over bytes. */
export interface ByteProgress {
  readonly phase: 'reading' | 'storing' | 'writing' | 'verifying' | 'ledger';
  /** Bytes done so far and in all. */
  readonly bytes: number;
  readonly total: number;
  /** File that is being worked on. */
  readonly path?: string;
}

export interface IngestOptions {
  /** SHA-256 (hex) of files whose chunks are likely to return: those of the versions before. */
  readonly similar: readonly string[];
  /** Digest only, store nothing (`--no-copy`). */
  readonly external: boolean;
  readonly signal?: CancelSignal;
  onProgress?(progress: ByteProgress): void;
}

/** A file that is in the store now (or was only digested, when external). */
export interface IngestedFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly facts: FormatFacts | undefined;
  /** In file order; empty for unknown formats. */
  readonly tensors: readonly TensorDigest[];
  /** Bytes that were not in the store before. */
  readonly newBytes: number;
  /** `device:inode:size:mtimeNs:ctimeNs` as decimal text, taken after the last byte was read and equal to before the first. */
  readonly statKey: string;
}

/** What became of one object under {@link ObjectStore.check}. */
export type ObjectState = 'present' | 'missing' | 'corrupt';

/** Bytes of a file at their place in a container. */
export interface StoredExtent {
  readonly container: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Immutable bytes by SHA-256 (hex). Files of any size; small objects in memory. */
export interface ObjectStore {
  /**
   * Reads each file once, digests it and stores what is new; durable (fsynced) when it returns.
   * Nothing is visible to readers before that; files finished before an abort are used by the next call.
   * @throws RegistryError file.changed, path.unreadable, path.missing, store.full (before the first byte, with the bytes
   * needed), store.failed (an fsync failed: the store is read-only from then on), cancelled.
   */
  ingest(files: readonly IngestFile[], options: IngestOptions): Promise<readonly IngestedFile[]>;
  /** Stores small objects (≤ 64 MiB each), durable when it returns; answers their digests in order. */
  putObjects(objects: readonly Uint8Array[]): Promise<readonly string[]>;
  /** @throws RegistryError store.missing, store.corrupt (bytes are checked against the digest) */
  getObject(sha256: string): Promise<Uint8Array>;
  has(sha256: string): Promise<boolean>;
  /**
   * Writes a stored file to `absolute` (must not exist): every chunk and the whole is verified, `.part` then rename, fsynced.
   * @throws RegistryError store.missing, store.corrupt, store.full, cancelled
   */
  writeOut(sha256: string, absolute: string, options: { readonly signal?: CancelSignal; onProgress?(bytes: number): void }): Promise<void>;
  /** Presence by stat (`readData` false) or by hashing everything; for packed files every chunk's container is looked at. */
  check(sha256: string, options: { readonly readData: boolean; readonly signal?: CancelSignal; onProgress?(bytes: number): void }): Promise<{ readonly state: ObjectState; readonly bytes: number }>;
  /** The pieces of containers (blobs, packs) that hold a file: `du` tells own from shared by it. A blob holds what repeats in it each time. */
  extents(sha256: string): Promise<readonly StoredExtent[]>;
  /** Removes temporary files that no process can still want (older than 14 days, or of dead processes where that is certain). */
  sweep(): Promise<void>;
  dispose(): Promise<void>;
}
