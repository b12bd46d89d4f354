import { splitNul } from './gitPath.ts';
import type { TrackedChange } from './listChanges.ts';
import type { GitRepository } from './openRepository.ts';
import { digestFile, lookAt, readRepositoryFile } from './repositoryFile.ts';

/** What a changed file is whose content passes through a filter program of Git, which is never run here. */
export type FilteredState =
  /** Git LFS: the content is that of the commit after all. */
  | { readonly kind: 'same' }
  /** Git LFS: the pointer that stands for the content now. */
  | { readonly kind: 'pointer'; readonly bytes: Buffer }
  /** Encrypted in the repository: its plain content is a secret. */
  | { readonly kind: 'encrypted' };

const POINTER_LIMIT = 1_024;
/** Bytes of filtered files that are hashed to tell whether they changed. */
const HASH_LIMIT = 8 * 1024 * 1024 * 1024;
const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n/;
const ENCRYPTING = /crypt|sops|secret|vault|seal|blackbox/i;

/** Names of the filters that `.gitattributes` gives to paths; key: path, one character per byte. */
async function filtersOf(repository: GitRepository, changes: readonly TrackedChange[]): Promise<ReadonlyMap<string, string>> {
  const input = Buffer.from(changes.map(({ path }) => `${path.raw}\0`).join(''), 'latin1');
  const { stdout } = await repository.run(['check-attr', '-z', '--stdin', 'filter'], { input });
  const parts = splitNul(stdout).map((part) => part.toString('latin1'));
  const filters = new Map<string, string>();
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const value = parts[at + 2] ?? '';
    if (!['unspecified', 'unset', 'set', ''].includes(value)) filters.set(parts[at] ?? '', value);
  }
  return filters;
}

async function pointerNow(repository: GitRepository, change: TrackedChange): Promise<Buffer | undefined> {
  const small = await readRepositoryFile(repository.top, change.path, POINTER_LIMIT);
  if (small !== undefined && POINTER.test(small.bytes.toString('latin1'))) return small.bytes;
  const digest = await digestFile(repository.top, change.path);
  if (digest === undefined) return undefined;
  return Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${digest.sha256}\nsize ${digest.size}\n`, 'latin1');
}

async function pointerBefore(repository: GitRepository, change: TrackedChange): Promise<string | undefined> {
  if (change.before === undefined) return undefined;
  const size = await repository.run(['cat-file', '-s', change.before.blob], { allow: [1, 128] });
  if (size.exitCode !== 0 || Number(size.stdout.toString('latin1')) > POINTER_LIMIT) return undefined;
  return (await repository.run(['cat-file', 'blob', change.before.blob])).stdout.toString('latin1');
}

function sameContent(before: string | undefined, now: Buffer): boolean {
  const left = POINTER.exec(before ?? '');
  const right = POINTER.exec(now.toString('latin1'));
  return left !== null && right !== null && left[1] === right[1] && left[2] === right[2];
}

/**
 * Looks at the changed files that pass through filters. With the filters switched off, Git compares their plain content
 * with what the filter made of it, so an LFS file can look changed that is not.
 * Answers by path (one character per byte); files without a filter, or with one that only tidies up, are not in it.
 */
export async function settleFiltered(repository: GitRepository, changes: readonly TrackedChange[]): Promise<ReadonlyMap<string, FilteredState>> {
  const states = new Map<string, FilteredState>();
  if (changes.length === 0) return states;
  const filters = await filtersOf(repository, changes);
  let budget = HASH_LIMIT;
  for (const change of changes) {
    const filter = filters.get(change.path.raw);
    if (filter === undefined) continue;
    if (ENCRYPTING.test(filter)) states.set(change.path.raw, { kind: 'encrypted' });
    if (filter !== 'lfs') continue;
    const found = await lookAt(repository.top, change.path);
    if (found === undefined || !found.isFile() || found.size > budget) continue;
    budget -= found.size;
    const now = await pointerNow(repository, change);
    if (now === undefined) continue;
    states.set(change.path.raw, sameContent(await pointerBefore(repository, change), now) ? { kind: 'same' } : { kind: 'pointer', bytes: now });
  }
  return states;
}
