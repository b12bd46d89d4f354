import type { Doubt, Lineage, Missing } from '../model/lineage.ts';
import type { ManifestFile } from '../model/manifest.ts';
import type { Metric, Param } from '../model/record.ts';
import type { ProjectState } from './place.ts';
import type { At, Dry } from './commonParams.ts';

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
