import type { VersionDiff } from '../diff/versionDiff.ts';
import type { At } from './commonParams.ts';

/**
 * What is compared: `from` with `to`; `from` with the same model's files in the workspace (`workspace`); or `to` with the
 * version that `against` finds for it.
 */
export interface DiffRequest extends At {
  readonly from?: string;
  readonly to?: string;
  /** `previous`: the version before it on its branch; `baseline`: the holder of Production, else of the first stage that has one. */
  readonly against?: 'previous' | 'baseline';
  readonly workspace?: boolean;
  /** Longest list of tensors, of packages and of files of a data set; 10,000 unless told. */
  readonly most?: number;
  /** False in an untrusted workspace: Git is not run. */
  readonly trusted?: boolean;
}

/** A file of one state: of the code as it was recorded (commit, patch and untracked files), or of the version's own files. */
export interface CompareFileRequest extends At {
  readonly ref: string;
  readonly path: string;
  readonly of: 'code' | 'artifact';
  /** Of code: as the record names the repository; `.` unless told. */
  readonly repository?: string;
  readonly trusted?: boolean;
}

/** `text` is empty unless the state is `text`: a file that was not there, is no text, or is larger than 8 MiB. */
export interface ComparedText {
  readonly state: 'text' | 'absent' | 'binary' | 'tooLarge';
  readonly text: string;
  /** Bytes; 0 when it was not there. */
  readonly size: number;
}

/** Operations that compare versions. They write nothing. */
export interface DiffOperations {
  diffVersions: [DiffRequest, VersionDiff];
  compareFile: [CompareFileRequest, ComparedText];
}
