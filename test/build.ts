import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './step.ts';

/** Builds dist/ when it is missing or older than its sources. Silent, and false when the build failed (it said why). */
export function buildIfStale(): boolean {
  if (isFresh()) return true;
  return spawnSync(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root, stdio: ['ignore', 2, 2] }).status === 0;
}

function isFresh(): boolean {
  let builtAt: number;
  try {
    builtAt = Number(readFileSync(join(root, 'dist', '.built'), 'utf8'));
  } catch {
    return false;
  }
  return newest('src') < builtAt && newest('webview') < builtAt && ['esbuild.mjs', 'package-lock.json'].every((file) => changedAt(file) < builtAt);
}

function newest(folder: string): number {
  try {
    // Folders count too: a file that was taken away changes nothing else.
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    return Math.max(0, ...names.map((name) => changedAt(join(folder, name))));
  } catch {
    return 0;
  }
}

function changedAt(file: string): number {
  try {
    return statSync(join(root, file)).mtimeMs;
  } catch {
    return 0;
  }
}
