import type { CodeChanges, CodeCommit, CodeFile } from '../../../core/diff/diffInput.ts';
import { gitPath, splitNul } from './gitPath.ts';
import type { GitRepository } from './openRepository.ts';

/** Commits and files that are listed; totals count all. */
const MOST_COMMITS = 200;
const MOST_FILES = 2_000;
/** With more files than this, renames are not looked for and lines not counted. */
const MOST_COUNTED = 5_000;
const TREES = ['diff-tree', '-r', '-z', '--no-color', '--no-ext-diff', '--no-textconv', '--no-relative', '--ignore-submodules=all', '-O/dev/null'];
const FORMAT = '--format=%H%x00%cI%x00%an%x00%s';

type Way = Omit<CodeChanges, 'repository' | 'problem'>;

/**
 * The way from one commit to another, both of which are in the repository: how they lie to each other, the commits that only
 * one of them has, and the files that differ with counts of lines.
 * @throws GitFailure, RegistryError cancelled
 */
export async function compareCommits(repository: GitRepository, from: string, to: string): Promise<Way> {
  const [counts, base, commits, files] = await Promise.all([
    repository.run(['rev-list', '--count', '--left-right', `${from}...${to}`]),
    repository.run(['merge-base', from, to], { allow: [1] }),
    repository.run(['rev-list', '--encoding=UTF-8', `--max-count=${MOST_COMMITS}`, FORMAT, `${from}...${to}`]),
    differingFiles(repository, from, to),
  ]);
  const [left = 0, right = 0] = counts.stdout.toString('latin1').trim().split('\t').map(Number);
  const relation = base.exitCode !== 0 ? 'unrelated' : left === 0 ? 'after' : right === 0 ? 'before' : 'apart';
  return { relation, commits: parseCommits(commits.stdout), commitTotal: left + right, files: files.slice(0, MOST_FILES), fileTotal: files.length };
}

async function differingFiles(repository: GitRepository, from: string, to: string): Promise<readonly CodeFile[]> {
  const raw = parseRaw((await repository.run([...TREES, '--raw', '--no-renames', from, to])).stdout);
  if (raw.length === 0 || raw.length > MOST_COUNTED) return raw;
  const counted = await repository.run([...TREES, '--raw', '--numstat', '-M', '-l1000', from, to]);
  return parseCounted(counted.stdout);
}

/** `rev-list` writes a line `commit <id>` before each that was asked for. */
function parseCommits(output: Buffer): readonly CodeCommit[] {
  return output.toString('utf8').split('\n').filter((line) => line.includes('\0')).map((line) => {
    const [commit = '', time = '', author = '', subject = ''] = line.split('\0');
    return { commit, subject: cut(subject, 500), author: cut(author, 200), time };
  });
}

function cut(text: string, most: number): string {
  return [...text].slice(0, most).join('').toWellFormed();
}

const CHANGES: Readonly<Record<string, CodeFile['change']>> = { A: 'added', D: 'removed', R: 'renamed' };

/** Parses `--raw -z`: `:100644 100644 <blob> <blob> M`, path, and for renames the new path. */
function parseRaw(output: Buffer): readonly CodeFile[] {
  return readEntries(splitNul(output)).files;
}

function readEntries(parts: readonly Buffer[]): { readonly files: CodeFile[]; readonly rest: readonly Buffer[] } {
  const files: CodeFile[] = [];
  let at = 0;
  for (; at < parts.length; ) {
    const head = (parts[at] as Buffer).toString('latin1');
    if (!head.startsWith(':')) break;
    const status = head.slice(head.lastIndexOf(' ') + 1, head.lastIndexOf(' ') + 2);
    const path = textOf(parts[at + 1]);
    const renamed = status === 'R';
    files.push(renamed ? { path: textOf(parts[at + 2]), before: path, change: 'renamed' } : { path, change: CHANGES[status] ?? 'changed' });
    at += renamed ? 3 : 2;
  }
  return { files, rest: parts.slice(at) };
}

/** Parses `--raw --numstat -z`: all raw entries, then `added<TAB>removed<TAB>path` (renames: an empty path and two parts more). */
function parseCounted(output: Buffer): readonly CodeFile[] {
  const { files, rest } = readEntries(splitNul(output));
  const lines = new Map<string, Pick<CodeFile, 'added' | 'removed'>>();
  for (let at = 0; at < rest.length; at++) {
    const part = rest[at] as Buffer;
    const match = /^(\d+|-)\t(\d+|-)\t/.exec(part.toString('latin1'));
    if (match === null) continue;
    const own = part.subarray(match[0].length);
    const path = textOf(own.length > 0 ? own : rest[at + 2]);
    if (own.length === 0) at += 2;
    if (match[1] !== '-' && match[2] !== '-') lines.set(path, { added: Number(match[1]), removed: Number(match[2]) });
  }
  return files.map((file) => ({ ...file, ...lines.get(file.path) }));
}

function textOf(bytes: Buffer | undefined): string {
  return gitPath(bytes ?? Buffer.alloc(0)).text;
}
