import type { CancelSignal } from '../../core/ports/runtime.ts';
import { throwIfCancelled } from './cancellation.ts';
import type { ChunkTable } from './chunkTable.ts';
import type { ChunkLaneResult } from './worker/digestLanes.ts';
import type { Extent } from './worker/fillRing.ts';
import { cancelRing, CHUNK_LANE, FILE_LANE, resetRing, SLOT_BYTES, slotsRead, TENSOR_LANE } from './worker/sharedRing.ts';
import type { WorkerPool } from './workerPool.ts';

const TICK_MS = 40;

/** What to do with a stream of bytes besides digesting it. */
export interface StreamJob {
  readonly extents: readonly Extent[];
  readonly size: number;
  /** Where chunks end; `content` finds out; undefined: no chunks. */
  readonly chunks: Float64Array | 'content' | undefined;
  /** Pairs of start and end that get digests of their own; not together with chunks by content. */
  readonly spans: Float64Array;
  /** Write all bytes to this file. */
  readonly dest?: number;
  /** Write unknown chunks to packs. */
  readonly pack: boolean;
  readonly signal?: CancelSignal;
  /** Called every few milliseconds with the bytes read so far. @throws what then ends the stream */
  onTick?(bytes: number): void;
}

/** What a stream was. */
export interface StreamResult {
  readonly sha256: string;
  /** Bytes that there were; fewer than `size` when a file was cut short meanwhile. */
  readonly bytes: number;
  readonly chunks: ChunkTable;
  /** 32 bytes for each span. */
  readonly spanDigests: Uint8Array;
  readonly newBytes: number;
}

const NO_CHUNKS: ChunkLaneResult = { chunks: { lengths: new Uint32Array(0), digests: new Uint8Array(0) }, newBytes: 0 };

/**
 * Sends bytes through the ring: one thread reads (and copies), up to three digest.
 * @throws SidedError when the file system fails, RegistryError cancelled
 */
export async function streamFile(pool: WorkerPool, job: StreamJob): Promise<StreamResult> {
  const { ring } = pool;
  resetRing(ring);
  const stop = (): void => cancelRing(ring);
  throwIfCancelled(job.signal);
  job.signal?.addEventListener('abort', stop, { once: true });
  const ticker = new Ticker(() => job.onTick?.(Math.min(job.size, slotsRead(ring) * SLOT_BYTES)), stop);
  try {
    const results = await allOrStop(callLanes(pool, job), stop);
    ticker.finish();
    throwIfCancelled(job.signal);
    const [bytes, digest, { chunks, newBytes }, spanDigests] = results;
    return { sha256: Buffer.from(digest).toString('hex'), bytes, chunks, newBytes, spanDigests };
  } catch (error) {
    ticker.finish();
    throwIfCancelled(job.signal);
    throw error;
  } finally {
    ticker.stop();
    job.signal?.removeEventListener('abort', stop);
  }
}

type LaneResults = [number, Uint8Array, ChunkLaneResult, Uint8Array];
type LaneCalls = [Promise<number>, Promise<Uint8Array>, Promise<ChunkLaneResult>, Promise<Uint8Array>];

function callLanes(pool: WorkerPool, job: StreamJob): LaneCalls {
  const { ring } = pool;
  const third = job.chunks === 'content' || job.spans.length > 0;
  const lanes = [FILE_LANE, ...(job.chunks === undefined ? [] : [CHUNK_LANE]), ...(third ? [TENSOR_LANE] : [])];
  const ends = job.chunks === 'content' ? undefined : job.chunks;
  return [
    pool.call('reader', 'fill', { ring, extents: job.extents, lanes, ...(job.dest === undefined ? {} : { dest: job.dest }) }),
    pool.call('file', 'digestFile', { ring }),
    job.chunks === undefined ? Promise.resolve(NO_CHUNKS) : pool.call('chunks', 'digestChunks', { ring, ends, pack: job.pack }),
    job.chunks === 'content'
      ? pool.call('tensors', 'cutByContent', { ring }).then(() => new Uint8Array(0))
      : third
        ? pool.call('tensors', 'digestSpans', { ring, spans: job.spans })
        : Promise.resolve(new Uint8Array(0)),
  ];
}

/** Waits for all, however they end; when one fails the others are told to stop. @throws the first failure */
async function allOrStop(calls: LaneCalls, stop: () => void): Promise<LaneResults> {
  let failed = false;
  let failure: unknown;
  for (const call of calls) {
    call.catch((error: unknown) => {
      if (!failed) failure = error;
      failed = true;
      stop();
    });
  }
  await Promise.allSettled(calls);
  if (failed) throw failure;
  return Promise.all(calls);
}

/** Calls `tick` now and then; its first error stops the stream and is thrown at the end. */
class Ticker {
  readonly #timer: NodeJS.Timeout;
  readonly #tick: () => void;
  readonly #stop: () => void;
  #error: { readonly cause: unknown } | undefined;

  constructor(tick: () => void, stop: () => void) {
    this.#tick = tick;
    this.#stop = stop;
    this.#timer = setInterval(() => this.#run(), TICK_MS);
  }

  /** @throws what a tick threw */
  finish(): void {
    this.stop();
    if (this.#error === undefined) this.#run();
    if (this.#error !== undefined) throw this.#error.cause;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #run(): void {
    try {
      if (this.#error === undefined) this.#tick();
    } catch (cause) {
      this.#error = { cause };
      this.#stop();
    }
  }
}
