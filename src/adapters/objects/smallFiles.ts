import { basename } from 'node:path';
import type { FormatFacts, TensorSpan } from '../../core/model/formatFacts.ts';
import type { TensorDigest } from '../../core/model/manifest.ts';
import { throwIfCancelled } from './cancellation.ts';
import { digestAt } from './chunkTable.ts';
import { EventLoopTurn } from './eventLoopTurn.ts';
import type { IngestContext } from './ingestContext.ts';
import { FEW_FILES, MIB, SMALL_FILE_BYTES } from './limits.ts';
import { changedError, isSettled, type Source } from './sourceFiles.ts';
import { sourceError } from './storeErrors.ts';
import { SidedError } from './worker/sidedError.ts';
import { type SmallBatchResult, STAT_WORDS } from './worker/smallFiles.ts';

const ARENA_BYTES = 2 * SMALL_FILE_BYTES;
const BATCH_FILES = 2000;
/** A file of a format with tensors is cut like a large one from this size on. */
const CUT_FROM_BYTES = MIB;

/** Files of one batch, one after the other in `arena`. */
interface Batch {
  readonly sources: readonly Source[];
  readonly arena: Uint8Array<SharedArrayBuffer>;
}

/** A new small file whose bytes wait until it is clear whether there are many. */
interface Waiting {
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly digest: Uint8Array;
}

/**
 * Reads, digests and stages files of up to 8 MiB, thousands per message to a worker. A few new ones become blobs, many
 * are put together in packs. Answers those that turned out to have tensors worth cutting at; they are not done.
 */
export async function storeSmallFiles(context: IngestContext, sources: readonly Source[]): Promise<Source[]> {
  const small = new SmallFiles(context, sources.length);
  const batches = batchesOf(sources);
  let reading = batches.length === 0 ? undefined : read(context, batches[0] as Batch);
  for (const [i, batch] of batches.entries()) {
    const result = await (reading as Promise<SmallBatchResult>);
    throwIfCancelled(context.options.signal);
    const next = batches[i + 1];
    reading = next === undefined ? undefined : read(context, next);
    // Looked at when its turn comes; until then a failure of it must not count as unhandled.
    reading?.catch(() => undefined);
    await small.take(batch, result);
  }
  await small.finish();
  return small.large;
}

function batchesOf(sources: readonly Source[]): Batch[] {
  const arenas = [0, 1].map(() => new Uint8Array(new SharedArrayBuffer(sources.length === 0 ? 0 : Math.min(ARENA_BYTES, sources.reduce((sum, { size }) => sum + size, 0)))));
  const batches: Batch[] = [];
  let from = 0;
  for (let bytes = 0, at = 0; at <= sources.length; at++) {
    const size = sources[at]?.size ?? 0;
    if (at > from && (at === sources.length || at - from === BATCH_FILES || bytes + size > ARENA_BYTES)) {
      batches.push({ sources: sources.slice(from, at), arena: arenas[batches.length % 2] as Uint8Array<SharedArrayBuffer> });
      from = at;
      bytes = 0;
    }
    bytes += size;
  }
  return batches;
}

function read(context: IngestContext, { sources, arena }: Batch): Promise<SmallBatchResult> {
  const stats = new BigInt64Array(sources.length * STAT_WORDS);
  for (const [i, source] of sources.entries()) stats.set(source.stat, i * STAT_WORDS);
  return context.pool.call('chunks', 'readSmallFiles', { paths: sources.map(({ file }) => file.absolute), stats, arena, cancel: context.cancel });
}

class SmallFiles {
  /** Files with tensors, to be stored like large ones. */
  readonly large: Source[] = [];
  readonly #context: IngestContext;
  readonly #few: boolean;
  /** Undefined once there are many. */
  #waiting: Waiting[] | undefined = [];
  #waitingBytes = 0;
  readonly #turn = new EventLoopTurn();

  constructor(context: IngestContext, count: number) {
    this.#context = context;
    this.#few = count <= FEW_FILES;
  }

  async take({ sources, arena }: Batch, result: SmallBatchResult): Promise<void> {
    const failed = sources[result.failure?.index ?? result.changed?.index ?? -1];
    if (failed !== undefined && result.failure !== undefined) throw sourceError(new SidedError(result.failure), failed.file.path);
    if (failed !== undefined && result.changed !== undefined) throw changedError(failed, result.changed.stat);
    const packed: number[] = [];
    const digests: Uint8Array[] = [];
    let at = 0;
    for (const [i, source] of sources.entries()) {
      const bytes = arena.subarray(at, at + source.size);
      const digest = result.digests.subarray(i * 32, i * 32 + 32);
      const pack = await this.#takeFile(source, bytes, digest);
      if (pack) packed.push(at, source.size);
      if (pack) digests.push(digest);
      at += source.size;
    }
    if (packed.length > 0) await this.#pack(arena, packed, Buffer.concat(digests));
  }

  /** Stores what waited because there were few. */
  async finish(): Promise<void> {
    for (const { sha256, bytes } of this.#waiting ?? []) await this.#storeBlob(sha256, bytes);
  }

  /** Answers whether the file's bytes have to go into a pack. */
  async #takeFile(source: Source, bytes: Uint8Array, digest: Uint8Array): Promise<boolean> {
    const context = this.#context;
    await this.#turn.breathe(context.options.signal);
    const sha256 = digestAt(digest, 0);
    const facts = await detect(context, source, bytes);
    if (facts !== undefined && facts.tensors.length > 0 && source.size >= CUT_FROM_BYTES) {
      this.large.push(source);
      return false;
    }
    const isNew = !context.options.external && !(await context.known.has(sha256, source.size));
    if (isNew) context.known.add(sha256);
    if (isSettled(source)) context.hashCache?.set(source.statKey, sha256);
    const tensors = facts === undefined ? [] : await digestTensors(context, bytes, facts.tensors);
    context.results[source.index] = { path: source.file.path, size: source.size, sha256, facts, tensors, newBytes: isNew ? source.size : 0, statKey: source.statKey };
    context.progress.finished(source);
    return isNew && this.#place(sha256, bytes, digest);
  }

  /** Decides where a new file goes; true: into a pack. */
  async #place(sha256: string, bytes: Uint8Array, digest: Uint8Array): Promise<boolean> {
    if (this.#few) {
      await this.#storeBlob(sha256, Uint8Array.from(bytes));
      return false;
    }
    if (this.#waiting !== undefined && this.#waiting.length < FEW_FILES && this.#waitingBytes + bytes.length <= SMALL_FILE_BYTES) {
      this.#waiting.push({ sha256, bytes: Uint8Array.from(bytes), digest: Uint8Array.from(digest) });
      this.#waitingBytes += bytes.length;
      return false;
    }
    for (const waiting of this.#waiting ?? []) {
      this.#lay(waiting.sha256, waiting.bytes.length);
      await this.#pack(waiting.bytes, [0, waiting.bytes.length], waiting.digest);
    }
    this.#waiting = undefined;
    this.#lay(sha256, bytes.length);
    return true;
  }

  #storeBlob(sha256: string, bytes: Uint8Array): Promise<void> {
    return this.#context.health.storing(() => this.#context.staging.addBytes(sha256, bytes));
  }

  #lay(sha256: string, size: number): void {
    this.#context.staging.addFile({ sha256, size, chunks: undefined, spans: [] });
  }

  async #pack(bytes: Uint8Array, ranges: readonly number[], digests: Uint8Array): Promise<void> {
    await this.#context.health.storing(() => this.#context.pool.call('chunks', 'packRanges', { bytes, ranges: Float64Array.from(ranges), digests }));
  }
}

async function detect(context: IngestContext, source: Source, bytes: Uint8Array): Promise<FormatFacts | undefined> {
  // Copies: what is read must not change when the arena is filled again, and text decoders refuse shared memory.
  const read = (offset: number, length: number): Promise<Uint8Array> => Promise.resolve(Uint8Array.from(bytes.subarray(Math.max(0, offset), Math.max(0, offset + length))));
  return context.detectFormat({ size: source.size, read }, basename(source.file.absolute));
}

async function digestTensors(context: IngestContext, bytes: Uint8Array, tensors: readonly TensorSpan[]): Promise<TensorDigest[]> {
  if (tensors.length === 0) return [];
  const ranges = Float64Array.from(tensors.flatMap(({ start, end }) => [start, end - start]));
  const digests = await context.pool.call('chunks', 'digestRanges', { bytes, ranges });
  return tensors.map(({ name, dtype, shape }, i) => ({ name, dtype, shape, sha256: digestAt(digests, i) }));
}
