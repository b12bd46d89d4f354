import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { buildIfStale } from '../build.ts';
import { compiled } from '../compiled.ts';

/** What a process of the command line left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** How a process is run besides its arguments. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly nodeArgs?: readonly string[];
  /** Called when the process has started. */
  readonly whileRunning?: (process: ReturnType<typeof spawn>) => void;
}

/** A folder with a Git repository, and the built command line in it. */
export interface Project {
  readonly root: string;
  path(...parts: string[]): string;
  write(path: string, content: string | Uint8Array): void;
  git(...args: string[]): string;
  /** Runs `modelkeep`. */
  run(args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Runs `modelkeep --json`, which must end with `code` (0 if not given), and answers its document. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a document of whatever shape the test looks at
  json(args: readonly string[], code?: number, options?: RunOptions): Promise<any>;
}

const program = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

/** A new project that goes when the test ends, or all tests of the file by `ends: afterAll`. `git: false` leaves Git out. */
export function newProject(options: { readonly git?: boolean; readonly ends?: (clean: () => void) => void } = {}): Project {
  if (!buildIfStale()) throw new Error('the build failed');
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'modelkeep-cli-')));
  const { ends = onTestFinished } = options;
  ends(() => rmSync(root, { recursive: true, force: true }));
  const project: Project = {
    root,
    path: (...parts) => join(root, ...parts),
    write: (path, content) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    git: (...args) => {
      const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
      if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
      return stdout.trim();
    },
    run: (args, more) => runModelkeep(args, { cwd: root, ...more }),
    json: async (args, code = 0, more = {}) => {
      const outcome = await runModelkeep(['--json', ...args], { cwd: root, ...more });
      if (outcome.code !== code) throw new Error(`modelkeep ${args.join(' ')} ended with ${outcome.code}:\n${outcome.out}${outcome.err}`);
      return JSON.parse(outcome.out) as unknown;
    },
  };
  if (options.git !== false) {
    project.git('init', '-q', '-b', 'main');
    project.git('config', 'user.name', 'Test Person');
    project.git('config', 'user.email', 'test@example.org');
    project.write('train.py', 'print("train")\n');
    project.write('data/train.csv', 'a,b\n1,2\n');
    project.git('add', '.');
    project.git('commit', '-q', '-m', 'Begin');
  }
  return project;
}

/** A project with a registry and one committed version of `fraud`. */
export async function projectWithVersion(options: Parameters<typeof newProject>[0] = {}): Promise<Project> {
  const project = newProject(options);
  await project.json(['init']);
  project.write('models/fraud/model.safetensors', safetensors(1));
  project.write('models/fraud/metrics.json', '{"f1": 0.940, "val": {"loss": 1e-05}}');
  project.write('params.yaml', 'lr: 3e-4\nepochs: 15\n');
  await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', 'First', '--metrics', 'models/fraud/metrics.json', '--params', 'params.yaml']);
  return project;
}

function runModelkeep(args: readonly string[], options: RunOptions): Promise<Outcome> {
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), program, ...args], { cwd: options.cwd, env: { ...process.env, ...compiled, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const parts = { out: [] as Buffer[], err: [] as Buffer[] };
  child.stdout.on('data', (part: Buffer) => parts.out.push(part));
  child.stderr.on('data', (part: Buffer) => parts.err.push(part));
  options.whileRunning?.(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, out: Buffer.concat(parts.out).toString(), err: Buffer.concat(parts.err).toString() }));
  });
}

/** A small safetensors file whose numbers depend on `seed`. */
export function safetensors(seed: number): Uint8Array {
  const values = Float32Array.from({ length: 64 }, (_, at) => Math.sin(seed * 1000 + at));
  const header = Buffer.from(JSON.stringify({ w: { dtype: 'F32', shape: [8, 8], data_offsets: [0, 256] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.from(values.buffer)]);
}
