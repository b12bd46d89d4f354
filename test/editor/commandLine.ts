import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../step.ts';

/** Runs the command line of this checkout in a folder, as a terminal beside the editor does; returns what it prints. */
export function commandLine(folder: string, ...words: readonly string[]): string {
  return execFileSync(process.execPath, [join(root, 'dist/cli.js'), '-C', folder, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** References of all versions of a project, newest first, as the registry itself has them. */
export function versionsOf(folder: string): readonly string[] {
  const { versions } = JSON.parse(commandLine(folder, '--json', 'log')) as { readonly versions: readonly { readonly ref: string }[] };
  return versions.map((version) => version.ref);
}
