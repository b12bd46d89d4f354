import type { Doubt, Lineage, Missing } from '../model/lineage.ts';
import type { ManifestFile } from '../model/manifest.ts';
import type { Metric, Param, VersionRecord } from '../model/record.ts';
import type { ByteProgress } from '../ports/objectStore.ts';
import type { AsOf } from '../ports/momentReader.ts';
import type { CancelSignal } from '../ports/runtime.ts';
import type { AuditOperations } from './auditOperations.ts';
import type { DiffOperations } from './diffOperations.ts';
import type { BranchOperations } from './branchOperations.ts';
import type { Dry, NamingOperations } from './namingOperations.ts';
import type { NotificationOperations } from './notificationOperations.ts';
import type { SearchOperations } from './searchOperations.ts';
import type { StageOperations } from './stageOperations.ts';

/** Where everything of a registry lies; absolute paths. */
export interface Place {
  readonly registry: string;
  readonly name: string;
  /** `modelkeep.json`. */
  readonly config: string;
  /** Folder of the registry. */
  readonly folder: string;
  readonly log: string;
  readonly database: string;
  /** Folder of blobs, packs and layouts. */
  readonly store: string;
  /** True when the database is a replica in local scratch because the registry lies on a network file system. */
  readonly replica: boolean;
  readonly readOnly: boolean;
  /** What was noticed while opening, one sentence each (a rebuilt database, a read-only copy, a new device). */
  readonly notices: readonly string[];
}

/** What a project folder is to Modelkeep, for the welcome states of the editor. */
export type ProjectState =
  | { readonly state: 'none' }
  | { readonly state: 'elsewhere'; readonly registry: string; readonly config: string }
  | { readonly state: 'ready'; readonly place: Place; readonly versions: number };

/** One version in a list. */
export interface VersionSummary {
  readonly ref: string;
  readonly model: string;
  readonly number: number;
  readonly id: string;
  readonly message: string;
  /** Claimed time, ISO 8601 UTC. */
  readonly createdAt: string;
  /** The Git user's name, a claim. */
  readonly author: string;
  readonly branch: string;
  readonly metrics: readonly Metric[];
  readonly files: number;
  /** Bytes of all files. */
  readonly size: number;
  readonly storage: 'stored' | 'external';
  readonly parents: readonly string[];
  readonly doubts: number;
  readonly missing: number;
  /** Experiment or run that it belongs to: checkpoints of one run are folded under it. */
  readonly run?: { readonly id: string; readonly step?: string };
  /** Path of its files relative to the workspace, where they lay inside it. */
  readonly folder?: string;
  readonly withdrawn: boolean;
  /** Semver tags that are not retired. */
  readonly tags: readonly string[];
  readonly aliases: readonly string[];
  readonly stages: readonly string[];
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  /** Empty for none. */
  readonly description: string;
  /** It should not be used any more; `successor`: reference of the version to use instead. */
  readonly deprecated?: { readonly reason: string; readonly author: string; readonly successor?: string };
}

/** One model in a list. */
export interface ModelSummary {
  readonly name: string;
  readonly versions: number;
  /** Newest version that is not withdrawn. */
  readonly newest?: VersionSummary;
  /** The metric shown first, and which way is better. */
  readonly metric?: string;
  readonly direction?: 'max' | 'min';
  /** True when `modelkeep.json` declares it; it may have no version yet. */
  readonly declared: boolean;
  readonly description?: string;
  readonly owner?: string;
  /** It takes no versions and stands last. */
  readonly archived?: true;
  /** Open branches, where there are more than `main`. */
  readonly branches?: readonly string[];
}

/** An evaluation of a version, oldest first. */
export interface EvaluationSummary {
  readonly position: number;
  readonly name: string;
  readonly metrics: readonly Metric[];
  readonly data: Lineage['data'];
  readonly author: string;
  readonly createdAt: string;
}

/** Where a version, or a tag, was put to use: a claim of the author. */
export interface DeploymentSummary {
  readonly target: string;
  readonly message: string;
  readonly author: string;
  readonly createdAt: string;
}

/**
 * Everything that is known of one version. Named as `NAME:1.4.0` it is that tag's: `ref`, description, labels,
 * evaluations and deployments are the tag's own, and of the stages those that it was promoted to by this tag.
 */
export interface VersionDetail extends VersionSummary {
  readonly manifest: string;
  readonly fileList: readonly ManifestFile[];
  readonly params: readonly Param[];
  readonly lineage: Lineage;
  readonly evaluations: readonly EvaluationSummary[];
  /** Newest first; at most 100. */
  readonly deployments: readonly DeploymentSummary[];
  /** The tag that was asked for. `retired`: why it is no longer recommended. */
  readonly tag?: { readonly tag: string; readonly author: string; readonly retired?: string };
  /** Why it was withdrawn or undone, and by whom. */
  readonly withdrawal?: { readonly reason: string; readonly author: string };
  /** Absolute places as claimed when it was committed. */
  readonly places: readonly { readonly name: string; readonly path: string }[];
  readonly record: VersionRecord;
  /** Position of its event in the ledger, slot, and the device and member that signed it. */
  readonly position: number;
  readonly device: string;
  readonly member: string;
  /** The version before it on its branch, for differences. */
  readonly previous?: { readonly number: number; readonly metrics: readonly Metric[] };
  readonly metric?: string;
  readonly direction?: 'max' | 'min';
}

/** Where an operation happens: any path inside the project. Relative paths of an operation are relative to it. */
export interface At {
  readonly cwd: string;
}

/** Options of a commit (`modelkeep commit`). */
export interface CommitRequest extends At {
  /** Files or folders as the person named them; empty: the files that `modelkeep.json` declares for `model`. */
  readonly paths: readonly string[];
  readonly model?: string;
  readonly message?: string;
  readonly branch?: string;
  readonly params?: readonly string[];
  readonly metrics?: readonly string[];
  readonly data?: readonly string[];
  /** References of the registry, or `hf:ID@REV`. */
  readonly parents?: readonly string[];
  readonly experiment?: string;
  readonly include?: 'model' | 'all';
  readonly noCopy?: boolean;
  readonly follow?: boolean;
  readonly rehash?: boolean;
  readonly hashData?: boolean;
  readonly allowSame?: boolean;
  /** Semver tag, labels and description that the version gets in the same batch. */
  readonly tag?: string;
  readonly labels?: readonly { readonly name: string; readonly value: string }[];
  readonly description?: string;
  readonly allowSecret?: boolean;
  readonly dryRun?: boolean;
  /** False in an untrusted workspace: Git is not run. Commit itself is refused there by the editor. */
  readonly trusted?: boolean;
  /** Creates the registry when there is none. */
  readonly init?: boolean;
}

/** What a commit did. */
export interface CommitResult {
  readonly state: 'saved' | 'unchanged' | 'evaluated' | 'external';
  readonly dryRun: boolean;
  readonly model: string;
  /** 0 in a dry run of a new version: numbers are given by the ledger. */
  readonly number: number;
  readonly ref: string;
  readonly id: string;
  readonly manifest: string;
  readonly branch: string;
  readonly parents: readonly string[];
  readonly files: readonly ManifestFile[];
  readonly params: readonly Param[];
  readonly metrics: readonly Metric[];
  readonly lineage: Lineage;
  readonly doubts: readonly Doubt[];
  readonly missing: readonly Missing[];
  readonly stored: { readonly bytes: number; readonly newBytes: number };
  /** The version before it on its branch, for the difference of the first metric. */
  readonly previous?: { readonly number: number; readonly metrics: readonly Metric[] };
  readonly metric?: string;
  readonly direction?: 'max' | 'min';
  /** The registry was created by this commit. */
  readonly created: boolean;
  readonly notices: readonly string[];
}

/** What the two steps of a commit in the editor need to know before anything is read. */
export interface CommitPlan {
  readonly state: ProjectState['state'];
  /** Models to choose from (archived ones are not), the one that the path belongs to first. `branches`: open ones, where there are more than `main`. `here`: the version that this path was last committed as. */
  readonly models: readonly { readonly name: string; readonly next: number; readonly here?: number; readonly belongs: boolean; readonly branches?: readonly string[] }[];
  /** The branch that a commit goes to where none is chosen: what `modelkeep.json` maps the Git branch to. Absent for `main`. */
  readonly branch?: string;
  /** Name for a new model, from file and folder; not taken. */
  readonly suggested: string;
  /** Last Git subject, when it is newer than the last version; else empty. */
  readonly message: string;
  readonly files: number;
  readonly size: number;
  /** Present when the folder holds training state and `include` must be chosen; bytes of either choice. */
  readonly trainingState?: { readonly model: number; readonly all: number };
}

export interface EvaluateRequest extends At, Dry {
  readonly ref: string;
  readonly metrics: string;
  readonly data?: readonly string[];
  readonly name?: string;
}

/** Asks for the registry as it stood: a position (`1204`), or a time (`2026-05-01` is its first instant, UTC). The answer says which position that was. */
export interface Then {
  readonly at?: string;
}

export interface Page {
  readonly limit?: number;
  readonly after?: string;
}

/** A wrong thing that verification found. `where`: slot, event, object, table, or file of a checkpoint. */
export interface VerifyFinding {
  readonly kind: 'slot' | 'event' | 'catalogue' | 'object' | 'device' | 'checkpoint';
  readonly where: string;
  readonly message: string;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly slots: number;
  readonly events: number;
  /** Objects looked at and their bytes. */
  readonly objects: number;
  readonly bytes: number;
  /** Merkle root over all events, base 64. */
  readonly root: string;
  /** Different checkpoints that the ledger was held against. */
  readonly checkpoints: number;
  readonly findings: readonly VerifyFinding[];
}

export interface StatusEntry {
  readonly model: string;
  readonly path: string;
  readonly ref?: string;
}

/** Bytes on disk. `own`: of chunks that no other version uses. */
export interface UsageEntry {
  readonly model: string;
  readonly ref?: string;
  readonly own: number;
  readonly shared: number;
  /** The version was undone; its bytes stay. */
  readonly withdrawn?: true;
}

/** What writing files out did. */
export interface WriteOutResult {
  readonly ref: string;
  readonly output: string;
  readonly written: readonly string[];
  /** Files that were right already. */
  readonly same: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Every operation: its name, the same through all layers, with params and result. The registry implements them, CLI and
 * sidecar call them. Errors are {@link RegistryError}.
 */
export interface Operations extends NotificationOperations, BranchOperations, AuditOperations, DiffOperations, NamingOperations, SearchOperations, StageOperations {
  projectState: [At, ProjectState];
  where: [At, Place];
  initRegistry: [At & { readonly name?: string; readonly adopt?: boolean }, Place];
  planCommit: [At & { readonly paths: readonly string[]; readonly trusted?: boolean; readonly follow?: boolean }, CommitPlan];
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
}

/** Runs an operation. Implemented by the registry in process, and by the extension's client over RPC. */
export interface OperationRunner {
  run<N extends OperationName>(name: N, params: OperationParams<N>, context?: OperationContext): Promise<OperationResult<N>>;
}
