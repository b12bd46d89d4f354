import type { Basis, CodeLineage, Doubt } from '../../../core/model/lineage.ts';
import { describeDuration } from '../describeDuration.ts';
import { currentBranch, headCommit, isBranch, resolveCommit } from './commitFacts.ts';
import { type HeadThen, headAt, readHeadReflog } from './headReflog.ts';
import type { GitRepository } from './openRepository.ts';

/** A commit that something written by the training names (`{source: 'fraud.json', commit: '9c1…'}`). */
export interface ProducerClaim {
  readonly source: string;
  readonly commit: string;
}

/** The commit that a version is said to come from, and how that is known. */
export interface ChosenCommit {
  readonly basis: Basis;
  readonly source: string;
  /** Absent in a repository without a commit. */
  readonly commit?: string;
  readonly branch?: string;
  readonly others: NonNullable<CodeLineage['others']>;
  readonly doubts: readonly Doubt[];
  /** True when the commit is the one that is checked out, so that the work tree can be compared with it. */
  readonly here: boolean;
}

export interface ChooseOptions {
  /** When the artifact was written, milliseconds since the epoch; absent when it is about to be. */
  readonly written?: number;
  readonly claims: readonly ProducerClaim[];
  readonly where: string;
}

interface Known {
  readonly basis: Basis;
  readonly source: string;
  readonly commit: string;
  readonly checkout?: string;
}

const CLAIM = /^([0-9a-f]{7,64})(-dirty)?$/;
const SLACK_MS = 1_000;
/** Files that train nothing: that one of them is newer than the model says nothing. */
const NO_SOURCE = /(?:^|\/)(?:modelkeep\.json|\.git(?:ignore|attributes|modules)|LICEN[CS]E[^/]*|[^/]*\.(?:md|rst))$|(?:^|\/)\.(?:vscode|idea|github)\//i;

/** First seven digits of a commit. */
export function shortCommit(commit: string | undefined): string {
  return commit?.slice(0, 7) ?? 'no commit';
}

/** Claims as commits of this repository; a full id that is not in it stays, with a doubt. */
async function knownClaims(repository: GitRepository, options: ChooseOptions, doubts: Doubt[]): Promise<readonly Known[]> {
  const known: Known[] = [];
  for (const { source, commit } of options.claims) {
    const [, digits, dirty] = CLAIM.exec(commit.trim().toLowerCase()) ?? [];
    if (digits === undefined) continue;
    const found = await resolveCommit(repository, digits);
    if (found === undefined) doubts.push(codeDoubt('code.commitUnknown', `${options.where}The commit ${shortCommit(digits)} that ${source} names is not in this repository.`));
    if (dirty !== undefined) doubts.push(codeDoubt('code.dirtyUnknown', `${options.where}${source} says that there were uncommitted changes at ${shortCommit(digits)}.`));
    const id = found ?? ([40, 64].includes(digits.length) ? digits : undefined);
    if (id !== undefined) known.push({ basis: 'producer', source, commit: id });
  }
  if (new Set(known.map(({ commit }) => commit)).size > 1) {
    doubts.push(codeDoubt('code.producersDiffer', `${options.where}${known.map(({ source, commit }) => `${source} names ${shortCommit(commit)}`).join(', ')}.`));
  }
  return known;
}

/** One doubt about the code. */
export function codeDoubt(code: string, message: string): Doubt {
  return { code, fact: 'code', message };
}

/** What the work tree is at, and was when the artifact was written. */
async function knownHeads(repository: GitRepository, head: string | undefined, written: number | undefined): Promise<readonly Known[]> {
  const then: HeadThen | undefined = written === undefined || head === undefined ? undefined : headAt(await readHeadReflog(repository.gitDirectory), written);
  return [
    ...(then === undefined ? [] : [{ basis: 'write' as const, source: 'reflog', ...then }]),
    ...(head === undefined ? [] : [{ basis: 'commit' as const, source: 'HEAD', commit: head }]),
  ];
}

/** Decides which commit made the artifact: what training wrote, else HEAD when it was written, else HEAD now. */
export async function chooseCommit(repository: GitRepository, options: ChooseOptions): Promise<ChosenCommit> {
  const doubts: Doubt[] = [];
  const head = await headCommit(repository);
  const known = [...(await knownClaims(repository, options, doubts)), ...(await knownHeads(repository, head, options.written))];
  const first = known[0];
  if (first === undefined) return { basis: 'commit', source: 'HEAD', ...named(await currentBranch(repository)), others: [], doubts, here: true };
  const here = first.commit === head;
  if (!here && head !== undefined) doubts.push(moved(first, head, options.where));
  if (first.basis === 'commit' && options.written !== undefined) doubts.push(codeDoubt('code.headUnknown', `${options.where}Git's reflog does not tell what was checked out when the model was written; ${shortCommit(head)} is what is now.`));
  const seen = new Set([first.commit]);
  const others = known.flatMap(({ basis, source, commit }) => {
    if (seen.has(commit)) return [];
    seen.add(commit);
    return [{ basis, source, commit }];
  });
  const branch = here ? await currentBranch(repository) : await branchThen(repository, first);
  return { basis: first.basis, source: first.source, commit: first.commit, ...named(branch), others, doubts, here };
}

function named(branch: string | undefined): { readonly branch?: string } {
  return branch === undefined ? {} : { branch };
}

function moved(first: Known, head: string, where: string): Doubt {
  const message =
    first.basis === 'producer'
      ? `${where}HEAD is ${shortCommit(head)} now, not ${shortCommit(first.commit)}, which ${first.source} names; changes that were not committed then are not known.`
      : `${where}HEAD moved from ${shortCommit(first.commit)} to ${shortCommit(head)} after the model was written; changes that were not committed then are not known.`;
  return codeDoubt('code.headMoved', message);
}

/** The branch of another moment: as the reflog names it, else the present one when nothing was checked out since. */
async function branchThen(repository: GitRepository, known: Known): Promise<string | undefined> {
  if (known.basis !== 'write') return undefined;
  if (known.checkout === undefined) return currentBranch(repository);
  return (await isBranch(repository, known.checkout)) ? known.checkout : undefined;
}

/** Names source files that were written after the artifact, newest first. */
export function newerSources(written: readonly { readonly path: string; readonly mtimeMs: number }[], artifactMs: number, where: string): readonly Doubt[] {
  const newer = written.filter(({ path, mtimeMs }) => mtimeMs > artifactMs + SLACK_MS && !NO_SOURCE.test(path)).sort((a, b) => b.mtimeMs - a.mtimeMs);
  const first = newer[0];
  if (first === undefined) return [];
  const more = newer.length === 1 ? '' : ` (and ${newer.length - 1} more)`;
  return [codeDoubt('code.sourceNewer', `${where}${first.path} is ${describeDuration(first.mtimeMs - artifactMs)} newer than the model${more}.`)];
}
