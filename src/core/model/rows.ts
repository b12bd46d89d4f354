import type { DataLineage } from './lineage.ts';
import type { Metric, VersionRecord } from './record.ts';

/**
 * Rows of the catalogue: what the fold of the ledger writes. Positions count events from 0. Rows with `fromPosition` and
 * `toPosition` (open: null) are movable, so that the registry can be read as of any position; all others never change.
 */
export interface RegistryRow {
  readonly id: string;
  readonly name: string;
  readonly admission: 'open' | 'closed';
  readonly rules: number;
}

export interface SegmentRow {
  readonly slot: number;
  /** SHA-256 (hex) of the segment's bytes. */
  readonly hash: string;
  readonly n0: number;
  readonly n: number;
  /** Merkle root after this segment, base 64. */
  readonly root: string;
  /** Device that committed it; empty for a void slot. */
  readonly device: string;
  /** Why the slot has no effect, or null. */
  readonly void: string | null;
  /** 1: the slot has no effect although a member signed it: the log was damaged or has forked. */
  readonly forked: 0 | 1;
}

export interface EventRow {
  readonly position: number;
  readonly slot: number;
  readonly device: string;
  readonly counter: number;
  /** Claimed time, ISO 8601. */
  readonly time: string;
  readonly type: string;
  readonly model: string | null;
  /** Position of the version that it is about, or null. */
  readonly version: number | null;
  /** Why the event has no effect, or null. */
  readonly rejected: string | null;
}

export interface MemberRow {
  /** Device id of the member's first key: the member's id for ever. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly fromPosition: number;
  readonly toPosition: number | null;
}

export interface DeviceRow {
  readonly device: string;
  /** Raw Ed25519 key, base 64. */
  readonly publicKey: string;
  readonly member: string;
  readonly fromPosition: number;
  readonly toPosition: number | null;
}

/** The end of a device's own chain of batches. */
export interface DeviceHead {
  readonly device: string;
  readonly counter: number;
  /** SHA-256 (hex) of its last sequenced batch line. */
  readonly hash: string;
}

export interface ModelRow {
  /** The first name, for ever. */
  readonly model: string;
  readonly position: number;
  readonly metric: string | null;
  readonly direction: 'max' | 'min' | null;
}

export interface ModelNameRow {
  readonly model: string;
  readonly name: string;
  /** Lower case, unique among open rows. */
  readonly folded: string;
  readonly fromPosition: number;
  readonly toPosition: number | null;
}

export interface BranchRow {
  readonly model: string;
  readonly branch: string;
  readonly fromPosition: number;
  readonly toPosition: number | null;
}

export interface VersionRow {
  readonly id: string;
  readonly model: string;
  readonly number: number;
  readonly position: number;
  readonly branch: string;
  readonly manifest: string;
  readonly record: VersionRecord;
  readonly message: string;
  readonly author: string;
  readonly device: string;
  readonly time: string;
  readonly files: number;
  /** Bytes of all files. */
  readonly size: number;
  readonly storage: 'stored' | 'external';
  readonly places: readonly { readonly name: string; readonly path: string }[];
}

/** What identifies a version. */
export type VersionKey = Pick<VersionRow, 'model' | 'number' | 'position'>;

export interface VersionStateRow {
  readonly version: string;
  readonly state: 'withdrawn';
  readonly reason: string;
  readonly fromPosition: number;
  readonly toPosition: number | null;
}

export interface EvaluationRow {
  readonly position: number;
  readonly version: string;
  readonly name: string;
  readonly metrics: readonly Metric[];
  readonly data: readonly DataLineage[];
  readonly author: string;
  readonly device: string;
  readonly time: string;
}

/** A parameter or metric beside its version, for search; `number` is the value as a double where it is one. */
export interface ValueRow {
  /** Position of the version. */
  readonly version: number;
  readonly name: string;
  readonly value: string;
  readonly number: number | null;
}

/** The rows of one event: what `apply` answers and the catalogue writes. */
export type Change =
  | { readonly table: 'registry'; readonly row: RegistryRow }
  | { readonly table: 'member'; readonly row: MemberRow }
  | { readonly table: 'device'; readonly row: DeviceRow }
  | { readonly table: 'model'; readonly row: ModelRow }
  | { readonly table: 'modelName'; readonly row: ModelNameRow }
  | { readonly table: 'branch'; readonly row: BranchRow }
  | { readonly table: 'version'; readonly row: VersionRow }
  | { readonly table: 'versionState'; readonly row: VersionStateRow }
  /** Ends the open state of a version: a withdrawn one that is committed again is there again, under its old number. */
  | { readonly table: 'versionStateEnd'; readonly row: { readonly version: string; readonly toPosition: number } }
  | { readonly table: 'evaluation'; readonly row: EvaluationRow };

