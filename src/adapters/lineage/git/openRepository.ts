import type { CancelSignal } from '../../../core/ports/runtime.ts';
import { type Environment, findGit } from './findGit.ts';
import { type GitDirectory, findGitDirectory, isBareRepository } from './findGitDirectory.ts';
import { type GitSetting, NO_HOOKS, gitEnvironment, switchOffPrograms } from './hardening.ts';
import { type GitAnswer, GitFailure, runGit } from './runGit.ts';

/** What a call may bring along. */
export interface GitOptions {
  readonly input?: Uint8Array;
  /** More environment, e.g. GIT_INDEX_FILE. */
  readonly env?: { readonly [name: string]: string };
  /** More settings of this call. */
  readonly settings?: readonly GitSetting[];
  readonly cwd?: string;
  /** Exit codes that are an answer and no failure, beside 0. */
  readonly allow?: readonly number[];
}

/** A repository in which no program of its configuration can run. */
export interface GitRepository extends GitDirectory {
  /** Everything that is configured for it, in order; later entries win. */
  readonly settings: readonly GitSetting[];
  /** Runs Git in the work tree. @throws GitFailure on another exit code, RegistryError cancelled */
  run(args: readonly string[], options?: GitOptions): Promise<GitAnswer>;
}

/** Why a repository cannot be read, in words for a record: no path in them. */
export interface GitRefusal {
  readonly refused: string;
  readonly message: string;
}

export interface OpenOptions {
  readonly env: Environment;
  readonly signal?: CancelSignal | undefined;
}

/** True when a repository could not be opened. */
export function isRefusal(result: GitRepository | GitRefusal): result is GitRefusal {
  return 'refused' in result;
}

/** The last value configured for a key (section and variable in lower case), or undefined. */
export function settingOf(settings: readonly GitSetting[], key: string): string | undefined {
  return settings.findLast((setting) => setting.key === key)?.value;
}

/** Reads `git config --list -z`. */
export function parseSettings(stdout: Buffer): readonly GitSetting[] {
  const entries = stdout.toString('utf8').split('\0').slice(0, -1);
  return entries.map((entry) => {
    const end = entry.indexOf('\n');
    return end < 0 ? { key: entry, value: 'true' } : { key: entry.slice(0, end), value: entry.slice(end + 1) };
  });
}

/**
 * Opens the repository that a folder belongs to, with every program of its configuration switched off.
 * Reads it once to learn what must be switched off; nothing is executed by that.
 * @throws RegistryError cancelled
 */
export async function openRepository(folder: string, options: OpenOptions): Promise<GitRepository | GitRefusal> {
  const directory = await findGitDirectory(folder);
  if (directory === undefined) {
    if (await isBareRepository(folder)) return { refused: 'code.bare', message: 'The Git repository is bare: it has no work tree.' };
    return { refused: 'code.noRepository', message: 'The workspace is in no Git repository.' };
  }
  const program = await findGit(options.env);
  if (program === undefined) return { refused: 'code.noGit', message: 'Git is not installed, so the state of the code was not captured.' };
  return openFound(directory, program, options);
}

async function openFound(directory: GitDirectory, program: string, options: OpenOptions): Promise<GitRepository | GitRefusal> {
  const call = (args: readonly string[], settings: readonly GitSetting[], extra: GitOptions = {}): Promise<GitAnswer> =>
    runGit({
      program,
      cwd: extra.cwd ?? directory.top,
      args: ['--no-pager', ...args],
      env: gitEnvironment(options.env, [...settings, ...(extra.settings ?? [])], extra.env),
      input: extra.input,
      signal: options.signal,
    });
  try {
    const place = await call(['rev-parse', '--show-toplevel', '--absolute-git-dir'], []);
    const problem = judgePlace(place, directory);
    if (problem !== undefined) return problem;
    const list = await call(['config', '--list', '-z'], []);
    const settings = list.exitCode === 0 ? parseSettings(list.stdout) : undefined;
    if (settings !== undefined && settingOf(settings, 'core.hookspath') !== NO_HOOKS) return { refused: 'code.gitTooOld', message: 'Git was not run: it is older than 2.31, in which its programs cannot be switched off.' };
    const off = settings === undefined ? undefined : switchOffPrograms(settings);
    if (settings === undefined || off === undefined) return { refused: 'code.unsafeConfig', message: 'Git was not run: its configuration names programs that cannot be switched off.' };
    return { ...directory, settings: settings.filter((setting) => !isOwn(setting)), run: (args, extra = {}) => strict(call(args, off, extra), args, extra) };
  } catch (error) {
    if (error instanceof GitFailure) return { refused: 'code.gitFailed', message: `The state of the code was not captured: ${error.message}.` };
    throw error;
  }
}

/** What we set ourselves is no fact about the repository; none of it is ever asked for. */
function isOwn(setting: GitSetting): boolean {
  return setting.key.startsWith('filter.') || setting.key.startsWith('credential.');
}

async function strict(answer: Promise<GitAnswer>, args: readonly string[], extra: GitOptions): Promise<GitAnswer> {
  const result = await answer;
  if (result.exitCode !== 0 && extra.allow?.includes(result.exitCode) !== true) {
    const word = args.find((arg) => !arg.startsWith('-')) ?? 'call';
    throw new GitFailure(`git ${word} ended with ${result.exitCode}`, result.stderr);
  }
  return result;
}

/** A `core.worktree` that leads elsewhere would make Git read folders that nobody offered. */
function judgePlace(answer: GitAnswer, directory: GitDirectory): GitRefusal | undefined {
  if (answer.exitCode === 0) {
    const expected = `${directory.top}\n${directory.gitDirectory}\n`.replaceAll('\\', '/');
    if (answer.stdout.toString('utf8').replaceAll('\\', '/') === expected) return undefined;
    return { refused: 'code.worktreeElsewhere', message: 'Git was not run: the repository names a work tree that lies elsewhere.' };
  }
  if (/dubious ownership|unsafe repository/.test(answer.stderr)) {
    return { refused: 'code.dubiousOwnership', message: 'Git refuses the repository because it belongs to another user (dubious ownership); "git config --global --add safe.directory" allows it.' };
  }
  if (/must be run in a work tree/.test(answer.stderr)) return { refused: 'code.bare', message: 'The Git repository is bare: it has no work tree.' };
  return { refused: 'code.repositoryUnreadable', message: 'Git cannot read the repository; it may be damaged.' };
}
