import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from './setup/lock.mjs';
import { root } from './step.ts';

/** Builds dist/ when it is missing or older than its sources, once if several test files ask for it. Silent, and false when the build failed (it said why). */
export function buildIfStale(): boolean {
  if (isFresh()) return true;
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const lock = join(cache, 'build.lock');
  while (!takeLock(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  try {
    return isFresh() || spawnSync(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root, stdio: ['ignore', 2, 2] }).status === 0;
  } finally {
    rmSync(lock, { force: true });
  }
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
