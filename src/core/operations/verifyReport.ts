/** A wrong thing that verification found. `where`: slot, event, object, table, or file of a checkpoint. */
export interface VerifyFinding {
  readonly kind: 'slot' | 'event' | 'catalogue' | 'object' | 'device' | 'checkpoint';
  readonly where: string;
  readonly message: string;
}

export interface VerifyReport {
  readonly ok: boolean;
  /** All of them or, where one could not be folded, those before it; so are `events` and `root`. */
  readonly slots: number;
  readonly events: number;
  /** Objects looked at and their bytes. */
  readonly objects: number;
  readonly bytes: number;
  /** Merkle root over these events, base 64. */
  readonly root: string;
  /** Different checkpoints that the ledger was held against. */
  readonly checkpoints: number;
  readonly findings: readonly VerifyFinding[];
}
