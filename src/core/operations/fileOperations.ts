/** What writing files out did. */
export interface WriteOutResult {
  readonly ref: string;
  /** Id of the version. */
  readonly id: string;
  readonly output: string;
  readonly written: readonly string[];
  /** Files that were right already. */
  readonly same: readonly string[];
  readonly notes: readonly string[];
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
