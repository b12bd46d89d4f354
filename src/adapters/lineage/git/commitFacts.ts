import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from './openRepository.ts';
import { remoteOf } from './publicRemote.ts';
import { GitFailure } from './runGit.ts';

/** What a repository says of a commit. */
export interface CommitFacts {
  readonly commit: string;
  /** First line of the message; absent when the commit is not in the repository any more. */
  readonly subject?: string;
  /** Milliseconds since the epoch. */
  readonly committedAt?: number;
  readonly tags?: readonly string[];
}

const SUBJECT_LIMIT = 500;
const TAG_LIMIT = 50;
const HEX = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The full id of what names a commit, or undefined when there is no such commit. `name` is a ref or hexadecimal digits. */
export async function resolveCommit(repository: GitRepository, name: string): Promise<string | undefined> {
  const { stdout, exitCode } = await repository.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], { allow: [1, 128] });
  const id = stdout.toString('latin1').trim();
  return exitCode === 0 && HEX.test(id) ? id : undefined;
}

/**
 * The commit that is checked out, or undefined in a repository that has none yet.
 * @throws GitFailure when HEAD names a commit that cannot be read: that is damage, and no empty repository
 */
export async function headCommit(repository: GitRepository): Promise<string | undefined> {
  const commit = await resolveCommit(repository, 'HEAD');
  if (commit !== undefined) return commit;
  const { stdout, exitCode } = await repository.run(['symbolic-ref', '--quiet', 'HEAD'], { allow: [1, 128] });
  const ref = stdout.toString('utf8').trim();
  const named = exitCode === 0 && ref !== '' ? await repository.run(['show-ref', '--verify', '--quiet', ref], { allow: [1, 128] }) : undefined;
  const loose = await lstat(join(repository.commonDirectory, ref)).then((found) => found.isFile(), () => false);
  if (named === undefined || named.exitCode === 0 || loose) throw new GitFailure('HEAD names a commit that cannot be read');
  return undefined;
}

/** Short name of the branch that is checked out, or undefined when HEAD is detached. */
export async function currentBranch(repository: GitRepository): Promise<string | undefined> {
  const { stdout } = await repository.run(['symbolic-ref', '--quiet', 'HEAD'], { allow: [1] });
  const ref = stdout.toString('utf8').trim();
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length).toWellFormed() : undefined;
}

/** True when there is a local branch of that name. */
export async function isBranch(repository: GitRepository, name: string): Promise<boolean> {
  const { exitCode } = await repository.run(['show-ref', '--verify', '--quiet', `refs/heads/${name}`], { allow: [1, 128] });
  return exitCode === 0;
}

/** Reads a commit object itself: `log` would run the signature program that `log.showSignature` asks for. */
export async function commitFacts(repository: GitRepository, commit: string): Promise<CommitFacts> {
  const [object, tags] = await Promise.all([
    repository.run(['cat-file', 'commit', commit], { allow: [1, 128] }),
    repository.run(['for-each-ref', `--points-at=${commit}`, '--format=%(refname)', `--count=${TAG_LIMIT}`, 'refs/tags'], { allow: [1, 128, 129] }),
  ]);
  if (object.exitCode !== 0) return { commit };
  const names = tags.stdout.toString('utf8').split('\n').filter((ref) => ref.startsWith('refs/tags/')).map((ref) => ref.slice('refs/tags/'.length).toWellFormed());
  return { commit, ...parseCommit(object.stdout), ...(names.length === 0 ? {} : { tags: names.sort() }) };
}

/** Subject and time of a raw commit object. */
export function parseCommit(bytes: Buffer): { readonly subject: string; readonly committedAt?: number } {
  const end = bytes.indexOf('\n\n');
  const header = bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
  const message = end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 2);
  const encoding = /^encoding (\S+)$/m.exec(header)?.[1] ?? 'utf-8';
  const seconds = /^committer .*> (\d{1,12}) [+-]\d{4}$/m.exec(header)?.[1];
  const lines = decode(message.subarray(0, 64 * 1024), encoding).replace(/^\s*\n/, '').split('\n');
  const blank = lines.findIndex((line) => line.trim() === '');
  const subject = lines.slice(0, blank < 0 ? lines.length : blank).map((line) => line.trim()).join(' ');
  return { subject: [...subject].slice(0, SUBJECT_LIMIT).join('').toWellFormed(), ...(seconds === undefined ? {} : { committedAt: Number(seconds) * 1000 }) };
}

function decode(bytes: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

/** Address of the remote, without credentials. */
export function remoteAddress(repository: GitRepository, branch: string | undefined): string | undefined {
  return remoteOf(repository.settings, branch);
}
