import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiled } from '../compiled.ts';
import { root } from '../step.ts';

/** Runs the command line of this checkout in a folder, as another process of the same person; returns its output. */
export function modelkeep(folder: string, ...words: readonly string[]): string {
  return run(folder, words, process.env);
}

/** Another person with keys of their own, who runs the command line in the same folder. */
export function anotherPerson(name: string, home: string): (folder: string, ...words: readonly string[]) => string {
  const gitConfig = join(home, 'gitconfig');
  mkdirSync(home, { recursive: true });
  writeFileSync(gitConfig, `[user]\n\tname = ${name}\n\temail = ${name.toLowerCase()}@example.org\n`);
  return (folder, ...words) => run(folder, words, { ...process.env, MODELKEEP_HOME: join(home, 'modelkeep'), GIT_CONFIG_GLOBAL: gitConfig });
}

function run(folder: string, words: readonly string[], env: NodeJS.ProcessEnv): string {
  return execFileSync(process.execPath, [join(root, 'dist', 'cli.js'), '-C', folder, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, ...compiled } });
}
