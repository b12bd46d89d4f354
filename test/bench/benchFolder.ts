import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setup as ownHome } from '../ownHome.ts';
import { root } from '../step.ts';

/** What a part of the bench works with. */
export interface Bench {
  /** Small sizes: shows that everything runs; the ratios mean little. */
  readonly quick: boolean;
  /** A folder of its own, removed at the end. */
  readonly folder: string;
  /** Folder of the bundles, built as they ship. */
  readonly program: string;
}

/** Name of the environment variable with which run.ts hands the bundles to its parts. */
export const PROGRAM_VARIABLE = 'BENCH_PROGRAM';

/** Runs one part in a folder of its own, with keys and Git identity of its own, and leaves nothing behind. */
export async function bench(work: (bench: Bench) => Promise<void>): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelkeep-bench-')));
  const removeHome = ownHome();
  const clean = (): void => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    removeHome();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      clean();
      process.exit(1);
    });
  }
  try {
    const built = process.env[PROGRAM_VARIABLE];
    await work({ quick: process.argv.includes('--quick'), folder, program: built ?? buildProgram(join(folder, 'program')) });
  } finally {
    clean();
  }
}

/** Builds the bundles that ship into `folder`, apart from dist/, which others rebuild while this runs. Answers where they lie. */
export function buildProgram(folder: string): string {
  const out = join(folder, 'dist');
  const { status } = spawnSync(process.execPath, [join(root, 'esbuild.mjs'), '--release', '--out', out], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The build failed.');
  // The sidecar reads its version from beside its folder, as in an installed extension.
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'media'), { recursive: true });
  copyFileSync(join(root, 'media', 'verify_ledger.py'), join(folder, 'media', 'verify_ledger.py'));
  return out;
}

/** A new project: an empty Git repository. */
export function gitProject(parent: string, name: string): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  runQuietly('git', ['init', '-q'], folder);
  return folder;
}

/** Runs a program to its end and answers its output; throws with what it said when it fails. */
export function runQuietly(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${error?.message ?? ''}${stderr}${stdout}`);
  return stdout;
}
