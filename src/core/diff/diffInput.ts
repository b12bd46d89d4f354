import type { EvaluationRow, VersionRow } from '../model/rows.ts';
import type { Manifest, TensorDigest } from '../model/manifest.ts';
import type { VersionRecord } from '../model/record.ts';

/** A Python package of an environment, as its list in the store has it. */
export interface ListedPackage {
  readonly name: string;
  readonly version: string;
}

/** A file of a data set, as its listing in the store has it; without `sha256` only its name and size are known. */
export interface ListedFile {
  readonly path: string;
  /** SHA-256, hex. */
  readonly sha256?: string;
  /** Bytes. */
  readonly size: number;
}

/** What is compared: a row of the catalogue, or the same facts of what lies in the workspace (then without id and number). */
export interface ComparedVersion {
  readonly id?: string;
  readonly model: string;
  readonly number?: number;
  readonly record: VersionRecord;
  readonly message: string;
  readonly author: string;
  /** Claimed time, ISO 8601. */
  readonly time: string;
}

/** One of the two sides, with everything that the caller could read. What is absent becomes *unknown*, never *same*. */
export interface DiffSide {
  /** The version; a {@link VersionRow} fits as it is. */
  readonly row: ComparedVersion | VersionRow;
  /** How people name it, e.g. `fraud-detector:v9`; for the workspace e.g. `models/fraud (workspace)`. */
  readonly ref: string;
  /** Tags, aliases and stages that it has, as words, e.g. `1.4.0`, `champion`, `Production`. */
  readonly labels: readonly string[];
  readonly manifest: Manifest;
  /** Tensor tables by the SHA-256 that the manifest's `tensorTable` names. Needed for files that differ; without that of a file that does not, its tensors are not counted among the same ones. */
  readonly tensorTables?: ReadonlyMap<string, readonly TensorDigest[]>;
  /** Content of the environment's `list`; absent: not read, or there is none. */
  readonly packages?: readonly ListedPackage[];
  /** Listings of data sets by the SHA-256 of the listing object. Needed only for data sets whose digest differs. */
  readonly dataListings?: ReadonlyMap<string, readonly ListedFile[]>;
  /** Those of what is named: of the version, or of its tag. Oldest first. */
  readonly evaluations: readonly EvaluationRow[];
}

/** A commit between two states of the code. */
export interface CodeCommit {
  readonly commit: string;
  readonly subject: string;
  readonly author?: string;
  /** Claimed time, ISO 8601. */
  readonly time?: string;
}

/** A file that differs between two commits; counts of lines are absent for binary files. */
export interface CodeFile {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed' | 'renamed';
  /** Its former path, when it was renamed. */
  readonly before?: string;
  readonly added?: number;
  readonly removed?: number;
}

/** What Git says of the way from one commit to the other; the core runs no Git. */
export interface CodeChanges {
  /** {@link CodeLineage.repository}. */
  readonly repository: string;
  /** How `to` lies to `from`: `after` it, `before` it, `apart` (both have commits of their own), `unrelated`. */
  readonly relation?: 'after' | 'before' | 'apart' | 'unrelated';
  /** Commits that only one of the two has, newest first; may be cut. */
  readonly commits: readonly CodeCommit[];
  /** How many there are. */
  readonly commitTotal: number;
  /** Files that differ between the two commits, by path; may be cut. */
  readonly files: readonly CodeFile[];
  readonly fileTotal: number;
  /** Why nothing more could be read, one sentence, e.g. that a commit is not in this clone. Then the lists mean nothing. */
  readonly problem?: string;
}

/** Two sides and what is needed to judge them. */
export interface DiffInput {
  readonly from: DiffSide;
  readonly to: DiffSide;
  /** The metric that the model shows first. */
  readonly metric?: string;
  /** Which way is better, as `modelkeep.json`, the first commit or the policy says; for others well-known names decide. */
  readonly directions?: ReadonlyMap<string, 'max' | 'min'>;
  readonly codeChanges?: readonly CodeChanges[];
  /** Longest list of tensors, of packages and of files of a data set; 10,000 unless told. Counts are always of all. */
  readonly most?: number;
}
