/** One thing that an event changed. Absent `before`: it was not there; absent `after`: it is there no more. */
export interface AuditChange {
  /** What kind of thing: `param`, `metric`, `code`, `data`, `policy`, `role`, `evidence`, … */
  readonly fact: string;
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/**
 * What is known of the signature of an event's batch. `valid`: checked when the event was folded, and the segment's bytes are
 * still those; `changed`: they are others now, or gone; `wrong`: it is not the device's, or covers other events; `unknownKey`: no member's
 * key; `unchecked`: the batch had no effect before its signature was looked at.
 */
export type SignatureState = 'valid' | 'changed' | 'wrong' | 'unknownKey' | 'unchecked';

/** Who wrote an event. */
export interface AuditActor {
  /** Name of the member whose device signed; empty when no member's signature was proved. */
  readonly member: string;
  /** Id of that member; empty as above. */
  readonly id: string;
  readonly device: string;
  /** The name that the event itself says: a claim. */
  readonly author: string;
}

/** One event of the ledger as an auditor reads it. Texts hold what people typed and must be made inert where they are shown. */
export interface AuditEvent {
  readonly position: number;
  /** Claimed time, ISO 8601 UTC. */
  readonly time: string;
  readonly type: string;
  /** Present name of the model. */
  readonly model?: string;
  /** The version that it is about: `fraud-detector:v7`. */
  readonly ref?: string;
  readonly actor: AuditActor;
  /** One sentence of what it changed. */
  readonly change: string;
  readonly before?: string;
  readonly after?: string;
  /** Everything that it changed, one by one, where it is more than one thing; at most 500. */
  readonly details: readonly AuditChange[];
  /** Changes beyond those of `details`. */
  readonly more: number;
  readonly message: string;
  readonly signature: SignatureState;
  /** Why it has no effect, or null. */
  readonly rejected: string | null;
  /** The line of the ledger, byte for byte; empty when the log has lost it. */
  readonly raw: string;
}
