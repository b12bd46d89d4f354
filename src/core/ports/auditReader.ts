import type { EventRow, SegmentRow, VersionKey } from '../model/rows.ts';

/** Which events, newest first. Everything that is given must hold. */
export interface EventQuery {
  /** Key of the model. */
  readonly model?: string;
  /** Position of the version. */
  readonly version?: number;
  /** One of these types. */
  readonly types?: readonly string[];
  /** By one of these members; null: by nobody whose signature was proved. */
  readonly members?: readonly (string | null)[];
  readonly device?: string;
  /** Claimed times, ISO 8601: not before `from`, before `to`. */
  readonly from?: string;
  readonly to?: string;
  /** Only those without effect. */
  readonly rejected?: boolean;
  /** Only smaller positions. */
  readonly before?: number;
  readonly limit: number;
}

/** Questions of the audit log and of checkpoints. */
export interface AuditReader {
  events(query: EventQuery): readonly EventRow[];
  /** The version that was committed at a position. */
  versionAt(position: number): VersionKey | undefined;
  /** Ids of members who have or had this name, without regard to case. */
  membersNamed(name: string): readonly string[];
  /** Also of a former member. */
  memberName(id: string): string | undefined;
  /** Canonical JSON of the policy that was in force before the event at a position. */
  policyBefore(position: number): string | undefined;
  /** Slots from one on, in order. */
  segments(from: number, limit: number): readonly SegmentRow[];
  /** The segment after which the ledger had so many events. */
  segmentEndingAt(size: number): SegmentRow | undefined;
  /** Raw public key of a device, base 64; also of a revoked one. */
  publicKeyOf(device: string): string | undefined;
}
