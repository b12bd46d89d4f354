import type { ChunkLaneResult } from './digestLanes.ts';
import type { Extent } from './fillRing.ts';
import type { WrittenPack } from './packWriter.ts';
import type { Probe } from './probeFile.ts';
import type { SharedRing } from './sharedRing.ts';
import type { Failure } from './sidedError.ts';
import type { SmallBatch, SmallBatchResult, StatTable } from './smallFiles.ts';

/** What a worker can be asked to do: argument and result of each operation. */
export interface WorkerOps {
  /** Fills the ring from files (see fillRing.ts); answers the bytes read. */
  fill: { args: { ring: SharedRing; extents: readonly Extent[]; dest?: number; lanes: readonly number[] }; result: number };
  digestFile: { args: { ring: SharedRing }; result: Uint8Array };
  cutByContent: { args: { ring: SharedRing }; result: void };
  /** `pack`: write chunks that are not known into packs. */
  digestChunks: { args: { ring: SharedRing; ends: Float64Array | undefined; pack: boolean }; result: ChunkLaneResult };
  digestSpans: { args: { ring: SharedRing; spans: Float64Array }; result: Uint8Array };
  statFiles: { args: { paths: readonly string[]; cancel: Int32Array }; result: { table: StatTable; failure?: Failure } };
  readSmallFiles: { args: SmallBatch; result: SmallBatchResult };
  /** SHA-256 of ranges (pairs of offset and length) of `bytes`, 32 bytes each. */
  digestRanges: { args: { bytes: Uint8Array; ranges: Float64Array }; result: Uint8Array };
  probe: { args: Probe; result: readonly Uint8Array[] };
  /** Begins to write packs below `folder`; forgets what was known. */
  beginPacks: { args: { folder: string }; result: void };
  knowChunks: { args: { digests: Uint8Array }; result: void };
  /** Packs ranges of `bytes` (pairs of offset and length) under the digests given. */
  packRanges: { args: { bytes: Uint8Array; ranges: Float64Array; digests: Uint8Array }; result: void };
  /** Completes the open pack. */
  finishPack: { args: Record<string, never>; result: void };
  /** Throws away the open pack, if any. */
  abandonPacks: { args: Record<string, never>; result: void };
}

export type WorkerOp = keyof WorkerOps;

/** What goes to a worker. */
export interface WorkerRequest {
  readonly id: number;
  readonly op: WorkerOp;
  readonly args: WorkerOps[WorkerOp]['args'];
}

/** What comes back: an answer, or a pack that has been completed meanwhile. */
export type WorkerReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: Failure }
  | { readonly id: number; readonly bug: string }
  | { readonly pack: WrittenPack };
