import type { CodeLineage, UntrackedFile } from '../model/lineage.ts';
import type { CodeChanges } from './diffInput.ts';
import { type Pair, pairByKey } from './pairByKey.ts';
import type { CodeState, RepositoryChange, Side, UncommittedFile } from './sectionChanges.ts';
import { countChanges, oneSided, summarise } from './sectionSummary.ts';
import type { Compared, Unknown } from './versionDiff.ts';

/** Compares the state of each repository; what Git knows of the commits between comes from the caller. */
export function compareCode(from: readonly CodeLineage[], to: readonly CodeLineage[], gaps: readonly Unknown[], changes: readonly CodeChanges[]): Compared<readonly RepositoryChange[]> {
  const unread: Unknown[] = [];
  const entries = pairByKey(from, to, ({ repository }) => repository).map((pair) => {
    const between = changes.find(({ repository }) => repository === pair.key);
    if (between?.problem !== undefined) unread.push({ side: 'to', code: 'notRead', message: between.problem });
    return compareRepository(pair, gaps, between);
  });
  const summary = summarise(countChanges(entries), [...gaps, ...unread]);
  return { entries, summary: from.length === 0 && to.length === 0 && gaps.length === 0 ? { ...summary, state: 'none' } : summary };
}

function compareRepository({ key: repository, from, to }: Pair<CodeLineage>, gaps: readonly Unknown[], between: CodeChanges | undefined): RepositoryChange {
  const { repository: _, ...way } = between ?? { repository };
  const sides = {
    repository,
    ...(from === undefined ? {} : { from: stateOf(from) }),
    ...(to === undefined ? {} : { to: stateOf(to) }),
    uncommittedFiles: uncommittedFiles(from, to),
    submodules: submodules(from, to),
    ...('commits' in way ? { between: way } : {}),
  };
  if (from === undefined || to === undefined) return { ...sides, change: oneSided(from === undefined ? 'to' : 'from', gaps), commit: 'unknown', uncommitted: 'unknown' };
  const commit = from.commit === undefined || to.commit === undefined ? 'unknown' : from.commit === to.commit ? 'same' : 'changed';
  const uncommitted = compareUncommitted(from, to);
  const differs = commit === 'changed' || from.commit !== to.commit || uncommitted === 'changed' || sides.submodules.length > 0;
  const unknown = commit === 'unknown' || uncommitted === 'unknown' || [...(from.submodules ?? []), ...(to.submodules ?? [])].some(({ dirty }) => dirty);
  return { ...sides, change: differs ? 'changed' : unknown ? 'unknown' : 'same', commit, uncommitted };
}

function stateOf(code: CodeLineage): CodeState {
  const { commit, subject, branch, basis, source, patch, dirtyOutputs } = code;
  return {
    ...(commit === undefined ? {} : { commit }),
    ...(subject === undefined ? {} : { subject }),
    ...(branch === undefined ? {} : { branch }),
    basis,
    source,
    ...(patch === undefined ? {} : { patch }),
    dirtyOutputs: dirtyOutputs.length,
  };
}

/** Patches against different commits with the same text count as the same: the same edit on another ground. */
function compareUncommitted(from: CodeLineage, to: CodeLineage): RepositoryChange['uncommitted'] {
  if (from.dirtyCode.length === 0 && to.dirtyCode.length === 0) return 'none';
  if (from.dirtyCode.length === 0 || to.dirtyCode.length === 0) return 'changed';
  if (!sameNames(from.dirtyCode, to.dirtyCode)) return 'changed';
  if (!isKept(from) || !isKept(to)) return 'unknown';
  return from.patch?.sha256 === to.patch?.sha256 && untrackedText(from.untracked) === untrackedText(to.untracked) ? 'same' : 'changed';
}

/** Whether the uncommitted content was kept at all; it is left out when it is too large. */
function isKept({ patch, untracked }: CodeLineage): boolean {
  return patch !== undefined || (untracked ?? []).length > 0;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  const names = new Set(a);
  return a.length === b.length && b.every((name) => names.has(name));
}

function untrackedText(files: readonly UntrackedFile[] | undefined): string {
  return JSON.stringify((files ?? []).map(({ path, mode, sha256 }) => [path, mode, sha256]));
}

function uncommittedFiles(from: CodeLineage | undefined, to: CodeLineage | undefined): readonly UncommittedFile[] {
  const on = (side: Side, code: CodeLineage | undefined): { path: string; side: Side }[] => (code?.dirtyCode ?? []).map((path) => ({ path, side }));
  return pairByKey(on('from', from), on('to', to), ({ path }) => path).map((pair) => ({
    path: pair.key,
    on: pair.from === undefined ? 'to' : pair.to === undefined ? 'from' : 'both',
    state: from === undefined || to === undefined || pair.from === undefined || pair.to === undefined ? 'changed' : stateOfFile(pair.key, from, to),
  }));
}

/** An untracked file has a digest of its own; of the others there is one patch. */
function stateOfFile(path: string, from: CodeLineage, to: CodeLineage): UncommittedFile['state'] {
  const own = ({ untracked = [] }: CodeLineage): readonly UntrackedFile[] => untracked.filter((file) => file.path === path);
  const [before, after] = [own(from), own(to)];
  if (before.length > 0 && after.length > 0) return untrackedText(before) === untrackedText(after) ? 'same' : 'changed';
  if (before.length > 0 || after.length > 0) return 'unknown';
  if (from.patch === undefined || to.patch === undefined) return 'unknown';
  if (from.patch.sha256 === to.patch.sha256) return 'same';
  return patched(from).length === 1 && patched(to).length === 1 ? 'changed' : 'unknown';
}

function patched({ dirtyCode, untracked }: CodeLineage): readonly string[] {
  const apart = new Set((untracked ?? []).map(({ path }) => path));
  return dirtyCode.filter((path) => !apart.has(path));
}

function submodules(from: CodeLineage | undefined, to: CodeLineage | undefined): readonly string[] {
  if (from === undefined || to === undefined) return [];
  return pairByKey(from.submodules ?? [], to.submodules ?? [], ({ path }) => path)
    .filter((pair) => pair.from?.commit !== pair.to?.commit)
    .map(({ key }) => key);
}
