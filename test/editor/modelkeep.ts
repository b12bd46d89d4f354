import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../step.ts';

/** Runs the command line of this checkout in a folder, as another process of the same person; returns its output. */
export function modelkeep(folder: string, ...words: readonly string[]): string {
  return run(folder, words, process.env);
}

/** The same as another person: whose keys lie in `home`, and whose name Git says is `name`. */
export function modelkeepAs({ home, name }: { readonly home: string; readonly name: string }, folder: string, ...words: readonly string[]): string {
  return run(folder, words, { ...process.env, MODELKEEP_HOME: home, GIT_AUTHOR_NAME: name, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: name });
}

function run(folder: string, words: readonly string[], env: NodeJS.ProcessEnv): string {
  return execFileSync(process.execPath, [join(root, 'dist', 'cli.js'), '-C', folder, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env });
}
