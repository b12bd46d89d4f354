/** What was typed for a commit and not committed yet. */
export interface CommitDraft {
  readonly model?: string;
  readonly branch?: string;
  readonly message?: string;
  readonly include?: 'model' | 'all';
}

/** Under which a draft is kept: what is to be committed, whatever the order in which it was selected. */
export function draftKey(cwd: string, paths: readonly string[]): string {
  return [cwd, ...paths.toSorted()].join('\u0000');
}
