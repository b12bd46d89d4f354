import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildIfStale } from '../build.ts';
import { compiled } from '../compiled.ts';

/** How a process of the command line ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly err: string;
  readonly out: string;
  /** Its JSON document; undefined when it was killed before it wrote one. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a document of whatever shape the test looks at
  readonly json: any;
  /** Code of the error that it told. */
  readonly error: string | undefined;
}

/** How a process is run besides its arguments. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly nodeArgs?: readonly string[];
  /** Words before the program: `strace …`, `setpriv …`. */
  readonly under?: readonly string[];
  readonly whileRunning?: (child: ChildProcess) => void;
}

/** The built command line. */
export const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

/**
 * A folder with a project, a home for keys and scratch of its own, and the built command line run in it. The caller
 * removes it: `removeAfter` of the test run, or {@link Scenario.remove}.
 */
export class Scenario {
  readonly base: string;
  readonly project: string;
  readonly env: Readonly<Record<string, string>>;

  constructor(base: string = newFolder()) {
    this.base = base;
    this.project = join(base, 'project');
    mkdirSync(this.project, { recursive: true });
    this.env = { MODELKEEP_HOME: join(base, 'home'), MODELKEEP_SCRATCH: join(base, 'scratch') };
  }

  path(...parts: string[]): string {
    return join(this.project, ...parts);
  }

  write(path: string, content: string | Uint8Array): string {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
    return path;
  }

  /** Runs `modelkeep --json`. */
  run(args: readonly string[], options: RunOptions = {}): Promise<Ending> {
    return runModelkeep(['--json', ...args], { cwd: this.project, ...options, env: { ...this.env, ...options.env } });
  }

  /** Runs `modelkeep` without `--json`. */
  tell(args: readonly string[], options: RunOptions = {}): Promise<Ending> {
    return runModelkeep(args, { cwd: this.project, ...options, env: { ...this.env, ...options.env } });
  }

  /** Runs what must end well and answers its document. */
  async ok(args: readonly string[], options: RunOptions = {}): Promise<Ending['json']> {
    const ending = await this.run(args, options);
    if (ending.code !== 0) throw new Error(`modelkeep ${args.join(' ')} ended with ${ending.code ?? ending.signal}:\n${ending.out}${ending.err}`);
    return ending.json;
  }

  remove(): void {
    rmSync(this.base, { recursive: true, force: true });
  }
}

/** A new folder below the system's; the caller removes it. */
export function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'modelkeep-faults-')));
}

/** Runs the built command line and waits for its end. */
export function runModelkeep(args: readonly string[], options: RunOptions): Promise<Ending> {
  const line = [...(options.under ?? []), process.execPath, ...(options.nodeArgs ?? []), CLI, ...args];
  const child = spawn(line[0] as string, line.slice(1), { cwd: options.cwd, env: { ...process.env, ...(options.under === undefined ? compiled : {}), ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const parts = { out: [] as Buffer[], err: [] as Buffer[] };
  child.stdout.on('data', (part: Buffer) => parts.out.push(part));
  child.stderr.on('data', (part: Buffer) => parts.err.push(part));
  options.whileRunning?.(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(endingOf(code, signal, Buffer.concat(parts.out).toString(), Buffer.concat(parts.err).toString())));
  });
}

function endingOf(code: number | null, signal: NodeJS.Signals | null, out: string, err: string): Ending {
  let json: Ending['json'];
  try {
    json = JSON.parse(out);
  } catch {
    json = undefined;
  }
  return { code, signal, out, err, json, error: json?.error?.code };
}

/** Builds the program once for a test file. */
export function requireBuild(): void {
  if (!buildIfStale()) throw new Error('the build failed');
}

/** Paths of all files below a folder, relative to it, sorted; none when it is not there. */
export function filesBelow(folder: string): string[] {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true).sort();
  } catch {
    return [];
  }
}

/** Bytes of all files below folders. */
export function bytesBelow(...folders: string[]): number {
  return folders.flatMap((folder) => filesBelow(folder).map((name) => statSync(join(folder, name)).size)).reduce((sum, size) => sum + size, 0);
}
