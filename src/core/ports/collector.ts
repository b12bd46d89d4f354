import type { CodeLineage, BaseModel, CommandLineage, DataLineage, Doubt, EnvironmentLineage, Experiment, Missing, ValueSource } from '../model/lineage.ts';
import type { ModelConfig, ProjectConfig } from '../model/projectConfig.ts';
import type { Metric, Param } from '../model/record.ts';
import type { ReadForeignDatabase } from './foreignDatabase.ts';
import type { CancelSignal } from './runtime.ts';

/** A file that is about to become part of a version. */
export interface ArtifactFile {
  /** Manifest path. */
  readonly path: string;
  /** Absolute path where its bytes are (links resolved). */
  readonly absolute: string;
  /** Bytes. */
  readonly size: number;
  /** Last write, milliseconds since the epoch (with fraction). */
  readonly mtimeMs: number;
}

/** What `modelkeep run` saw before it started the command. */
export interface RunCapture {
  readonly command: CommandLineage;
  readonly code: readonly CodeLineage[];
  /** Objects of `code` (patch, untracked files) that must be stored with the version. */
  readonly objects: readonly Uint8Array[];
  /** When the command started, milliseconds since the epoch. */
  readonly startedAt: number;
  readonly doubts: readonly Doubt[];
  readonly missing: readonly Missing[];
}

/** What the person said on the command line or in the editor; each path as given, relative to `cwd`. */
export interface CaptureOptions {
  readonly cwd: string;
  readonly params: readonly string[];
  readonly metrics: readonly string[];
  readonly data: readonly string[];
  /** `hf:ID@REV` references of `--parent`; registry references are resolved by the caller. */
  readonly bases: readonly string[];
  readonly experiment?: string;
  readonly allowSecret: boolean;
  /** Hash data sets however large. */
  readonly hashData: boolean;
}

/** What every collector may look at. */
export interface CaptureContext {
  /** Absolute folder of `modelkeep.json` (or of the project, when there is none yet). */
  readonly root: string;
  /** Absolute deepest folder common to the artifact's files, as the person named it. */
  readonly folder: string;
  /** Non-empty, sorted by path. */
  readonly files: readonly ArtifactFile[];
  readonly project: ProjectConfig;
  readonly model: ModelConfig;
  readonly options: CaptureOptions;
  readonly run?: RunCapture;
  /** Git is run in trusted workspaces only. */
  readonly trusted: boolean;
  /** Environment variables that a collector may look at (`VIRTUAL_ENV`, `CONDA_PREFIX`, `HF_HOME`, `PATH`, `HOME`). */
  readonly env: { readonly [name: string]: string | undefined };
  /** Reads a tracker's SQLite database. */
  readonly readDatabase: ReadForeignDatabase;
  /** Now, milliseconds since the epoch: for budgets, never for the record. */
  now(): number;
  readonly signal?: CancelSignal;
}

/** What a collector found. Absent fields: nothing to say. */
export interface Finding {
  readonly code?: readonly CodeLineage[];
  readonly data?: readonly DataLineage[];
  readonly params?: readonly Param[];
  readonly paramSources?: readonly ValueSource[];
  readonly metrics?: readonly Metric[];
  readonly metricSources?: readonly ValueSource[];
  readonly environment?: EnvironmentLineage;
  readonly command?: CommandLineage;
  readonly bases?: readonly BaseModel[];
  readonly experiment?: Experiment;
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
  readonly doubts?: readonly Doubt[];
  readonly missing?: readonly Missing[];
  /** Bytes of every {@link ObjectRef} that the finding names. */
  readonly objects?: readonly Uint8Array[];
  /** Absolute places of what the record names without its place; they go into the event, not into the record. */
  readonly places?: readonly { readonly name: string; readonly path: string }[];
}

/**
 * Reads one kind of lineage. Never executes anything from the workspace. A file that a flag or `modelkeep.json` names
 * and that cannot be read throws `file.unreadable` (nothing is committed); everything else that goes wrong is an
 * entry in `missing` or `doubts`.
 */
export interface Collector {
  readonly kind: string;
  collect(context: CaptureContext): Promise<Finding>;
}

/** Remembers content hashes by (device, inode, size, mtime ns, ctime ns). */
export interface HashCache {
  get(key: string): string | undefined;
  /** Remembers `sha256` (hex); may be called thousands of times, written in batches. */
  set(key: string, sha256: string): void;
}
