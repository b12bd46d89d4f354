import type { AsOf } from '../ports/momentReader.ts';
import type { ByteProgress } from '../ports/objectStore.ts';
import type { CancelSignal } from '../ports/runtime.ts';
import type { CommitPlan, CommitRequest, CommitResult, EvaluateRequest } from './commitOperations.ts';
import type { StatusEntry, UsageEntry, WriteOutResult } from './fileOperations.ts';
import type { Place, ProjectState } from './place.ts';
import type { At, Dry, Page, Then } from './commonParams.ts';
import type { VerifyReport } from './verifyReport.ts';
import type { EvaluationSummary, ModelSummary, VersionDetail, VersionSummary } from './versionAnswers.ts';
import type { AuditOperations } from './auditOperations.ts';
import type { DiffOperations } from './diffOperations.ts';
import type { BranchOperations } from './branchOperations.ts';
import type { MemberOperations } from './memberOperations.ts';
import type { NamingOperations } from './namingOperations.ts';
import type { NotificationOperations } from './notificationOperations.ts';
import type { PolicyOperations } from './policyOperations.ts';
import type { SearchOperations } from './searchOperations.ts';
import type { StageOperations } from './stageOperations.ts';

/**
 * Every operation: its name, the same through all layers, with params and result. The registry implements them, CLI and
 * sidecar call them. Errors are {@link RegistryError}.
 */
export interface Operations extends MemberOperations, NotificationOperations, BranchOperations, AuditOperations, DiffOperations, NamingOperations, PolicyOperations, SearchOperations, StageOperations {
  projectState: [At, ProjectState];
  where: [At, Place];
  initRegistry: [At & { readonly name?: string; readonly adopt?: boolean; readonly admission?: 'open' | 'closed' }, Place];
  /** `paths` empty: what `modelkeep.json` declares for `model`. */
  planCommit: [At & { readonly paths: readonly string[]; readonly model?: string; readonly trusted?: boolean; readonly follow?: boolean }, CommitPlan];
  commitVersion: [CommitRequest, CommitResult];
  recordEvaluation: [EvaluateRequest, { readonly dryRun?: true; readonly ref: string; readonly id: string; readonly evaluation: EvaluationSummary }];
  /** Copies the bytes of an external version into the store. */
  storeVersion: [At & { readonly ref: string }, { readonly ref: string; readonly stored: { readonly bytes: number; readonly newBytes: number } }];
  undoCommit: [At & Dry & { readonly ref: string; readonly reason?: string }, { readonly dryRun?: true; readonly ref: string; readonly id: string }];
  status: [At, { readonly changed: readonly StatusEntry[]; readonly unchanged: readonly StatusEntry[]; readonly unknown: readonly StatusEntry[] }];
  listModels: [At & Page & Then & { readonly model?: string }, { readonly models: readonly ModelSummary[]; readonly next?: string; readonly asOf?: AsOf }];
  logVersions: [At & Page & Then & { readonly model?: string; readonly branch?: string }, { readonly versions: readonly VersionSummary[]; readonly next?: string; readonly asOf?: AsOf }];
  /** With `at` the reference means what it meant then. */
  showVersion: [At & Then & { readonly ref: string }, VersionDetail & { readonly asOf?: AsOf }];
  /** Text of a lineage object: the patch, the package list, the data listing. */
  showObject: [At & { readonly ref: string; readonly object: 'patch' | 'environment' | 'data' }, { readonly text: string }];
  /** The model card as Markdown; everything typed by people is escaped. */
  versionCard: [At & { readonly ref: string }, { readonly markdown: string }];
  pullVersion: [At & { readonly ref: string; readonly output: string; readonly force?: boolean; readonly withdrawn?: boolean }, WriteOutResult];
  restoreVersion: [At & { readonly ref: string; readonly force?: boolean; readonly withdrawn?: boolean }, WriteOutResult];
  rebuildCode: [At & { readonly ref: string; readonly output: string; readonly trusted?: boolean }, WriteOutResult];
  /** `checkpoint`: a file that somebody kept; without it, those in the project's Git history. */
  verifyRegistry: [At & { readonly ref?: string; readonly readData?: boolean; readonly checkpoint?: string; readonly trusted?: boolean }, VerifyReport];
  rebuildCatalogue: [At, { readonly slots: number; readonly events: number; readonly root: string }];
  diskUsage: [At, { readonly total: number; readonly entries: readonly UsageEntry[] }];
  exportRegistry: [At & { readonly file: string }, { readonly file: string; readonly bytes: number; readonly sha256: string }];
  /** Into a project without a registry. */
  importRegistry: [At & { readonly file: string }, Place];
  /** Declares a model in `modelkeep.json`, keeping its comments and layout. */
  trackModel: [At & { readonly model: string; readonly paths: readonly string[] }, { readonly config: string }];
}

export type OperationName = keyof Operations;
export type OperationParams<N extends OperationName> = Operations[N][0];
export type OperationResult<N extends OperationName> = Operations[N][1];

/** How long-running operations report and stop. */
export interface OperationContext {
  readonly signal?: CancelSignal;
  onProgress?(progress: ByteProgress): void;
  /** Hears what is to be known of the ledger itself: it was damaged, is old, or goes on where this program cannot read. */
  onNotice?(sentence: string): void;
}

/** Runs an operation. Implemented by the registry in process, and by the extension's client over RPC. */
export interface OperationRunner {
  run<N extends OperationName>(name: N, params: OperationParams<N>, context?: OperationContext): Promise<OperationResult<N>>;
}
