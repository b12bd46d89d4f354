import type { AuditEvent } from '../audit/auditEvent.ts';
import type { At, Page } from './commonParams.ts';

/** Which events; everything that is given must hold. */
export interface AuditFilters {
  readonly model?: string;
  /** A reference. */
  readonly version?: string;
  /** A type of events, or a kind: `stage.promoted`, `stage`. */
  readonly type?: string;
  /** A member by name or id, or a device. */
  readonly actor?: string;
  /** Claimed times, both included: `2026-05-01`, `2026-05-01T12:00:00Z`; a date means the whole day in UTC. */
  readonly from?: string;
  readonly to?: string;
  /** In what the event says or in its member's name, without regard to case. */
  readonly text?: string;
  /** Only events without effect. */
  readonly rejected?: boolean;
}

/** The part of the ledger that was exported. */
export interface AuditExport {
  readonly output: string;
  readonly registry: string;
  /** Events written. */
  readonly events: number;
  /** Slots written; of a model's part, that of genesis. */
  readonly slots: number;
  /** Events of the whole ledger that the checkpoint covers. */
  readonly size: number;
  /** Merkle root over them, base 64. */
  readonly root: string;
  readonly bytes: number;
}

/** A checkpoint as it was written. */
export interface WrittenCheckpoint {
  readonly file: string;
  readonly registry: string;
  readonly size: number;
  /** Merkle root over the first `size` events, base 64. */
  readonly root: string;
  /** Signature line of the device that committed the last of them (C2SP signed note). */
  readonly note: string;
  /** False when the file said the same already. */
  readonly written: boolean;
}

/** Operations for auditors. */
export interface AuditOperations {
  /** Newest first. */
  auditLog: [At & Page & AuditFilters, { readonly events: readonly AuditEvent[]; readonly next?: string }];
  /** The whole ledger, or a model's part with its proofs, into a new folder that needs nothing else to be verified. */
  exportAudit: [At & { readonly output: string; readonly model?: string }, AuditExport];
  /** `modelkeep.lock` beside `modelkeep.json`, or `output`. */
  writeCheckpoint: [At & { readonly output?: string }, WrittenCheckpoint];
}
