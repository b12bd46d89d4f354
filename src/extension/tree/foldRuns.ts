import type { VersionSummary } from '../../core/operations/versionAnswers.ts';

/** A row below a model: a version, or the versions of one run under one row. */
export type VersionRow =
  | { readonly kind: 'version'; readonly version: VersionSummary }
  | { readonly kind: 'run'; readonly id: string; readonly versions: readonly VersionSummary[] };

/** Folds the checkpoints of one run into one row, where its newest stands; a run with one version stays a plain version. */
export function foldRuns(versions: readonly VersionSummary[]): readonly VersionRow[] {
  const runs = Map.groupBy(versions, (version) => version.run?.id);
  return versions.flatMap((version): VersionRow[] => {
    const id = version.run?.id;
    const members = id === undefined ? undefined : runs.get(id);
    if (id === undefined || members === undefined || members.length < 2) return [{ kind: 'version', version }];
    return members[0] === version ? [{ kind: 'run', id, versions: members }] : [];
  });
}
