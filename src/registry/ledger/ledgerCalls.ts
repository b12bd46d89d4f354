import type { Decided } from '../../core/operations/decision.ts';
import type { DecisionName } from '../../core/operations/decisions.ts';
import type { QuestionName } from '../../core/operations/questions.ts';
import type { AuditPage, AuditQuery } from '../audit/auditPage.ts';
import type { CommitVersion } from '../../core/operations/commitVersion.ts';
import type { RecordEvaluation } from '../../core/operations/recordEvaluation.ts';
import type { VerifyFinding } from '../../core/operations/verifyReport.ts';
import type { UndoCommit } from '../../core/operations/undoCommit.ts';
import type { CatalogueReader } from '../../core/ports/catalogueReader.ts';
import type { VersionRow } from '../../core/model/rows.ts';

/** Where a ledger lies and with which key it is written; plain data, so that it can be handed to a worker. */
export interface LedgerConfig {
  readonly registry: string;
  /** Folder of segments. */
  readonly log: string;
  /** Database file. */
  readonly database: string;
  /** Key file of this device. */
  readonly keyFile: string;
  readonly programFolder: string;
  /** Nothing may be added to the log; the database is then a private copy. */
  readonly readOnly: boolean;
  /** Folder for temporary databases. */
  readonly scratch: string;
}

/** What a ledger is after an operation. */
export interface LedgerState {
  readonly slots: number;
  readonly events: number;
  /** Merkle root, base 64. */
  readonly root: string;
  readonly name: string;
  readonly versions: number;
}

/** What verification of log and catalogue found. */
export interface LedgerReport extends LedgerState {
  readonly findings: readonly VerifyFinding[];
}

/** Calls that a ledger answers, in this thread or in a worker: name → [params, result]. */
export interface LedgerCalls {
  /** Catches up with the log and says how far it is. */
  state: [undefined, LedgerState];
  /** One question to the catalogue after catching up; with `at`, as it stood after the event at that position. */
  read: [{ readonly query: keyof CatalogueReader; readonly args: readonly unknown[]; readonly at?: number }, unknown];
  commitVersion: [CommitVersion, { readonly state: 'saved' | 'evaluated' | 'unchanged'; readonly version: VersionRow; readonly decided: Decided }];
  recordEvaluation: [RecordEvaluation & { readonly dryRun?: boolean }, { readonly position: number; readonly time: string; readonly decided: Decided }];
  withdrawVersion: [UndoCommit & { readonly dryRun?: boolean }, Decided];
  /** One decision of the core, written in one batch; with `dryRun` it is decided and folded, and taken back. */
  decide: [{ readonly name: DecisionName; readonly command: unknown; readonly author: string; readonly dryRun: boolean }, Decided];
  /** One question to the rules, after catching up, as the member whose device this is. */
  ask: [{ readonly name: QuestionName; readonly question: unknown; readonly author: string }, unknown];
  /** A page of the audit log: rows of the catalogue with their lines from the log, described. */
  auditPage: [AuditQuery, AuditPage];
  hashesAfter: [{ readonly entry: number; readonly limit: number }, readonly { readonly entry: number; readonly key: string; readonly sha256: string }[]];
  addHashes: [readonly (readonly [key: string, sha256: string])[], undefined];
  /** Folds the log anew into a fresh database and puts it in the place of the old one. */
  rebuild: [undefined, LedgerState];
  /** Recomputes everything from the log's bytes and compares the catalogue with a fresh fold. */
  verify: [undefined, LedgerReport];
}

export type LedgerCallName = keyof LedgerCalls;

/** A ledger that can be asked; calls of one ledger run one after another. */
export interface Ledger {
  call<N extends LedgerCallName>(name: N, params: LedgerCalls[N][0]): Promise<LedgerCalls[N][1]>;
  /** Shorthand for the call `read`. */
  read<Q extends keyof CatalogueReader>(query: Q, ...args: Parameters<CatalogueReader[Q]>): Promise<ReturnType<CatalogueReader[Q]>>;
  /** Sentences about what opening it had to repair. */
  readonly notices: readonly string[];
  close(): Promise<void>;
}
