import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../step.ts';

/** Runs the command line of this checkout in a folder, as another process of the same person; returns its output. */
export function modelkeep(folder: string, ...words: readonly string[]): string {
  return execFileSync(process.execPath, [join(root, 'dist', 'cli.js'), '-C', folder, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
