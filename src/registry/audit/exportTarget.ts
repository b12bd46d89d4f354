import type { SignedCheckpoint } from '../../core/ledger/signedCheckpoint.ts';
import type { AuditExport } from '../../core/operations/auditOperations.ts';
import type { OperationContext } from '../../core/operations/operations.ts';

/** Where an export is written to and what it is about. */
export interface ExportTarget {
  readonly folder: string;
  readonly checkpoint: SignedCheckpoint;
  readonly operation: OperationContext;
}

/** What a kind of export wrote. */
export type ExportedPart = Pick<AuditExport, 'events' | 'slots' | 'bytes'>;
