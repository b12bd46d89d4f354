import { realpath } from 'node:fs/promises';
import { type Environment, findGit } from './findGit.ts';
import { gitEnvironment } from './hardening.ts';
import { parseSettings, settingOf } from './openRepository.ts';
import { GitFailure, runGit } from './runGit.ts';

/** What a person calls herself in Git; claimed, never proven. */
export interface GitUser {
  readonly name?: string;
  readonly email?: string;
}

const LENGTH_LIMIT = 256;

/**
 * The Git user of a folder as configured (`user.name`, `user.email`); empty when nothing is, or Git is not installed.
 * Only configuration is read; no program that it names is run.
 */
export async function readGitUser(root: string, env: Environment = process.env): Promise<GitUser> {
  const program = await findGit(env);
  const cwd = await realpath(root).catch(() => undefined);
  if (program === undefined || cwd === undefined) return {};
  try {
    const { exitCode, stdout } = await runGit({ program, cwd, args: ['--no-pager', 'config', '--list', '-z'], env: gitEnvironment(env, []) });
    if (exitCode !== 0) return {};
    const settings = parseSettings(stdout);
    const name = clean(settingOf(settings, 'user.name'));
    const email = clean(settingOf(settings, 'user.email'));
    return { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) };
  } catch (error) {
    if (error instanceof GitFailure) return {};
    throw error;
  }
}

function clean(value: string | undefined): string | undefined {
  const text = value?.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').trim();
  return text === undefined || text === '' ? undefined : [...text].slice(0, LENGTH_LIMIT).join('');
}
