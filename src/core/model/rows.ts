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
  /** Least and greatest claimed time of its events, ISO 8601; null for a void slot. */
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  /** The greatest time that was claimed up to its end. */
  readonly latest: string;
  /** Position of its first event whose time runs back by more than five minutes, or null. */
  readonly backwards: number | null;
  /** Why the slot has no effect, or null. */
  readonly void: string | null;
  /** 1: the slot has no effect although a member signed it: the log was damaged or has forked. */
  readonly forked: 0 | 1;
}

export interface EventRow {
  readonly position: number;
  readonly slot: number;
  readonly device: string;
  /** Member whose device it was; null when nobody's signature was proved. */
  readonly member: string | null;
  readonly counter: number;
  /** Claimed time, ISO 8601. */
  readonly time: string;
  readonly type: string;
  /** Key of the model that it is about, of rejected events too, or null. */
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
  /** Id of the version that it starts from. */
  readonly start: string | null;
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

/** A version may be deprecated and withdrawn, each once at a time. */
export interface VersionStateRow {
  readonly version: string;
  readonly state: 'withdrawn' | 'deprecated';
  readonly reason: string;
  /** Id of the version to use instead of a deprecated one. */
  readonly successor: string | null;
  readonly author: string;
  /** Device whose commit brought a withdrawn version back; null for none. */
  readonly back: string | null;
  readonly fromPosition: number;
  readonly toPosition: number | null;
}

/** What is said of a registry, a model or a version and may change. The value that is open is the one that holds. */
export interface FactRow {
  /** `registry`, `model:` + key, `version:` + id, or `tag:` + version id + `:` + tag. */
  readonly subject: string;
  readonly fact: 'admission' | 'description' | 'owner' | 'archived';
  readonly value: string;
  readonly author: string;
  readonly fromPosition: number;
  readonly toPosition: number | null;
}

/** A semver name. It never moves; `toPosition` is where it was retired. */
export interface TagRow {
  readonly model: string;
  readonly tag: string;
  readonly version: string;
  readonly author: string;
  readonly reason: string;
  readonly fromPosition: number;
  readonly toPosition: number | null;
}

/** `tag`: empty for a label of the version itself. */
export interface LabelRow {
  readonly version: string;
  readonly tag: string;
  readonly name: string;
  readonly value: string;
  readonly author: string;
  readonly fromPosition: number;
  readonly toPosition: number | null;
}

export interface AliasRow {
  readonly model: string;
  readonly alias: string;
  readonly version: string;
  readonly author: string;
  readonly fromPosition: number;
  readonly toPosition: number | null;
}

export interface DeploymentRow {
  readonly position: number;
  readonly version: string;
  readonly tag: string;
  readonly target: string;
  readonly message: string;
  readonly author: string;
  readonly time: string;
}

/** A version that holds a stage from one position to another. */
export interface StageRow {
  readonly model: string;
  readonly stage: string;
  readonly version: string;
  /** The tag by which it was promoted; empty for none. */
  readonly tag: string;
  /** How it came to hold it. `replaced`: another version took its place, and the policy put it here. */
  readonly entry: 'promoted' | 'overridden' | 'rolledBack' | 'replaced';
  readonly message: string;
  readonly author: string;
  /** Member who did it. */
  readonly member: string;
  readonly fromPosition: number;
  readonly toPosition: number | null;
  /** Why it holds it no longer; null while it does. */
  readonly exit: 'replaced' | 'moved' | 'demoted' | 'rolledBack' | null;
}

export interface PolicyRow {
  /** SHA-256 (hex) of its canonical JSON. */
  readonly hash: string;
  /** Canonical JSON. */
  readonly policy: string;
  readonly author: string;
  readonly message: string;
  readonly fromPosition: number;
  readonly toPosition: number | null;
}

/** A promotion that somebody asks for. */
export interface RequestRow {
  /** `q_` + the first 10 letters of base 32 of SHA-256 of the event's id. */
  readonly id: string;
  readonly model: string;
  readonly version: string;
  readonly tag: string;
  readonly stage: string;
  /** Position of the policy that was in force; −1 for none. */
  readonly policy: number;
  readonly message: string;
  readonly author: string;
  readonly member: string;
  readonly time: string;
  readonly fromPosition: number;
  readonly toPosition: number | null;
  /** How it ended; null while it is open. */
  readonly outcome: 'promoted' | 'cancelled' | 'rejected' | 'voided' | null;
  /** One sentence of why it ended; empty while it is open. */
  readonly ending: string;
}

export interface ApprovalRow {
  readonly position: number;
  readonly request: string;
  readonly version: string;
  readonly verdict: 'granted' | 'rejected';
  readonly member: string;
  readonly device: string;
  readonly author: string;
  readonly message: string;
  readonly time: string;
}

/** A version of a branch that was taken over to `main` as another one. */
export interface AdoptionRow {
  readonly position: number;
  readonly version: string;
  readonly source: string;
}

export interface EvaluationRow {
  readonly position: number;
  readonly version: string;
  /** The tag that it belongs to; empty for the version itself. */
  readonly tag: string;
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

/** Tables whose rows begin and end, with their rows. */
export interface MovableRows {
  readonly member: MemberRow;
  readonly device: DeviceRow;
  readonly modelName: ModelNameRow;
  readonly branch: BranchRow;
  readonly versionState: VersionStateRow;
  readonly fact: FactRow;
  readonly tag: TagRow;
  readonly label: LabelRow;
  readonly alias: AliasRow;
  readonly stage: StageRow;
  readonly policy: PolicyRow;
  readonly request: RequestRow;
}

/** Tables that only grow, with their rows. */
export interface GrowingRows {
  readonly registry: RegistryRow;
  readonly model: ModelRow;
  readonly version: VersionRow;
  readonly evaluation: EvaluationRow;
  readonly deployment: DeploymentRow;
  readonly approval: ApprovalRow;
  readonly adoption: AdoptionRow;
}

type Rows = MovableRows & GrowingRows;

/** A row that begins. */
export type RowAdded = { readonly [T in keyof Rows]: { readonly table: T; readonly row: Rows[T] } }[keyof Rows];

/**
 * The end of the open rows of a movable table that have these values: each gets `toPosition`, and what `with` says
 * (`exit` of a stage, `outcome` and `ending` of a request, `reason` of a tag, `back` of a withdrawal).
 */
export type RowsEnded = {
  readonly [T in keyof MovableRows]: { readonly end: T; readonly where: Partial<MovableRows[T]>; readonly toPosition: number; readonly with?: Partial<MovableRows[T]> };
}[keyof MovableRows];

/** The rows of one event: what `apply` answers and the catalogue writes, in this order. */
export type Change = RowAdded | RowsEnded;
