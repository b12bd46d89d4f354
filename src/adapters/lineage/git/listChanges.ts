import { copyFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitPath, gitPath, splitNul } from './gitPath.ts';
import type { GitRepository } from './openRepository.ts';
import { withTemporaryFolder } from './temporaryFolder.ts';

/** A tracked path whose content, mode or existence differs from the commit. */
export interface TrackedChange {
  readonly path: GitPath;
  /** Mode and blob in the commit; absent for what the commit does not have (staged or intended to be added). */
  readonly before?: { readonly mode: string; readonly blob: string };
}

/** A submodule as the index names it. */
export interface GitLink {
  readonly path: GitPath;
  /** Commit that the index names. */
  readonly commit: string;
}

/** Everything in which a work tree differs from a commit, as Git sees it. */
export interface WorkTreeChanges {
  readonly tracked: readonly TrackedChange[];
  readonly untracked: readonly GitPath[];
  /** Untracked folders that are repositories of their own. */
  readonly nested: readonly GitPath[];
  readonly links: readonly GitLink[];
  /** Files that Git was told to take for unchanged (`update-index --assume-unchanged`). */
  readonly unwatched: readonly GitPath[];
}

const DIFF_RAW = ['diff', '--raw', '-z', '--no-abbrev', '--no-renames', '--no-color', '--no-ext-diff', '--no-textconv', '--no-relative', '--ignore-submodules=all', '-O/dev/null'];
const LINK_MODE = '160000';

/** Parses `diff --raw -z --no-renames`. */
export function parseRawDiff(output: Buffer): readonly TrackedChange[] {
  const parts = splitNul(output);
  const changes = new Map<string, TrackedChange>();
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [before, after, blob] = (parts[at] ?? Buffer.alloc(0)).toString('latin1').slice(1).split(' ');
    const path = gitPath(parts[at + 1] ?? Buffer.alloc(0));
    if (before === LINK_MODE || after === LINK_MODE || changes.has(path.raw)) continue;
    const known = before !== undefined && blob !== undefined && before !== '000000';
    changes.set(path.raw, { path, ...(known ? { before: { mode: before, blob } } : {}) });
  }
  return [...changes.values()];
}

interface IndexEntries {
  readonly links: readonly GitLink[];
  readonly unwatched: readonly GitPath[];
  readonly all: readonly GitPath[];
}

/** Parses `ls-files -v -s -z`: `H 100644 <blob> 0<TAB>path`. */
export function parseIndex(output: Buffer): IndexEntries {
  const links: GitLink[] = [];
  const unwatched: GitPath[] = [];
  const all = new Map<string, GitPath>();
  for (const entry of splitNul(output)) {
    const tab = entry.indexOf(9);
    if (tab < 0) continue;
    const [tag = '', mode, blob = ''] = entry.toString('latin1', 0, tab).split(' ');
    const path = gitPath(entry.subarray(tab + 1));
    if (mode === LINK_MODE) links.push({ path, commit: blob });
    else {
      all.set(path.raw, path);
      if (/[a-z]/.test(tag)) unwatched.push(path);
    }
  }
  return { links, unwatched, all: [...all.values()] };
}

/** What Git does not track and does not ignore. Nothing is executed: no filter, no submodule. */
async function listUntracked(repository: GitRepository): Promise<{ readonly files: readonly GitPath[]; readonly nested: readonly GitPath[] }> {
  const { stdout } = await repository.run(['ls-files', '--others', '--exclude-standard', '-z']);
  const paths = splitNul(stdout).map(gitPath);
  return { files: paths.filter(({ raw }) => !raw.endsWith('/')), nested: paths.filter(({ raw }) => raw.endsWith('/')) };
}

/**
 * Runs `git diff` on a copy of the index, since it writes what it refreshes even when told to take no locks. The copy
 * must not look newer than the index: files changed in the second in which Git last looked would pass for clean.
 */
async function diffWorkTree(repository: GitRepository, commit: string): Promise<Buffer> {
  return withTemporaryFolder(async (folder) => {
    const index = join(repository.gitDirectory, 'index');
    const copy = join(folder, 'index');
    const found = await stat(index).catch(() => undefined);
    if (found !== undefined) {
      await copyFile(index, copy);
      const seconds = Math.floor(found.mtimeMs / 1000);
      await utimes(copy, seconds, seconds);
    }
    return (await repository.run([...DIFF_RAW, commit, '--'], { env: { GIT_INDEX_FILE: copy } })).stdout;
  });
}

/**
 * Compares the work tree with a commit (staged and unstaged together); without one, everything there is counts as
 * untracked. @throws GitFailure
 */
export async function listChanges(repository: GitRepository, commit: string | undefined): Promise<WorkTreeChanges> {
  const [index, others, diff] = await Promise.all([
    repository.run(['ls-files', '-v', '-s', '-z']),
    listUntracked(repository),
    commit === undefined ? undefined : diffWorkTree(repository, commit),
  ]);
  const { links, unwatched, all } = parseIndex(index.stdout);
  if (diff === undefined) return { tracked: [], untracked: [...all, ...others.files], nested: others.nested, links, unwatched };
  const tracked = parseRawDiff(diff);
  const known = new Set(tracked.map(({ path }) => path.raw));
  return { tracked, untracked: others.files.filter(({ raw }) => !known.has(raw)), nested: others.nested, links, unwatched };
}
