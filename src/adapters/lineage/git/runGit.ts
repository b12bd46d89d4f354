import { type SimpleGitOptions, simpleGit } from 'simple-git';
import type { CancelSignal } from '../../../core/ports/runtime.ts';
import { RegistryError } from '../../../core/errors.ts';

/** One call of Git; `env` is its whole environment. */
export interface GitCall {
  /** Absolute path of the program. */
  readonly program: string;
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env: { readonly [name: string]: string };
  readonly input?: Uint8Array | undefined;
  readonly signal?: CancelSignal | undefined;
}

/** What Git answered; bytes, since names and contents need not be UTF-8. */
export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Git ended badly, took too long or wrote too much. The message names no path: it may go into a record. */
export class GitFailure extends Error {
  readonly stderr: string;

  constructor(message: string, stderr = '') {
    super(message);
    this.name = 'GitFailure';
    this.stderr = stderr;
  }
}

const SILENCE_MS = 180_000;
const OUTPUT_LIMIT = 256 * 1024 * 1024;
const STDERR_LIMIT = 64 * 1024;

/** simple-git guards settings that can name programs; here all of them are our own, and name none. */
const OWN_SETTINGS: NonNullable<SimpleGitOptions['unsafe']> = {
  allowUnsafeAlias: true,
  allowUnsafeAskPass: true,
  allowUnsafeCommandBinaries: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeCustomBinary: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeEditor: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafeInclude: true,
  allowUnsafeMergeDriver: true,
  allowUnsafePack: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeSubmodule: true,
  allowUnsafeTemplateDir: true,
  allowUnsafeUrlRewrite: true,
};

/** Stops a call on cancel, on too much output and on too long a silence. */
function watch(call: GitCall): { readonly controller: AbortController; readonly fail: (error: Error) => void; readonly failure: () => Error | undefined; readonly dispose: () => void } {
  const controller = new AbortController();
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    controller.abort();
  };
  const cancel = (): void => fail(new RegistryError('cancelled', 'Cancelled.'));
  call.signal?.addEventListener('abort', cancel, { once: true });
  return { controller, fail, failure: () => failure, dispose: () => call.signal?.removeEventListener('abort', cancel) };
}

/**
 * Runs Git once and answers whatever exit code it ends with.
 * @throws RegistryError cancelled · GitFailure when it is silent for three minutes, writes over 256 MiB or cannot start
 */
export async function runGit(call: GitCall): Promise<GitAnswer> {
  if (call.signal?.aborted === true) throw new RegistryError('cancelled', 'Cancelled.');
  const { controller, fail, failure, dispose } = watch(call);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let size = 0;
  let exitCode = -1;
  const git = simpleGit({
    baseDir: call.cwd,
    binary: call.program,
    trimmed: false,
    abort: controller.signal,
    allowEnvironment: Object.keys(call.env),
    completion: { onClose: true, onExit: false },
    timeout: { block: SILENCE_MS },
    unsafe: OWN_SETTINGS,
    input: () => (call.input === undefined ? Buffer.alloc(0) : Buffer.from(call.input)),
    errors: (_error, result) => {
      exitCode = Number.isInteger(result.exitCode) ? result.exitCode : -1;
      stderr.push(...result.stdErr);
      return undefined;
    },
  }).env({ ...call.env });
  git.outputHandler((_command, out) => {
    out.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > OUTPUT_LIMIT) fail(new GitFailure(`git ${verb(call.args)} answered more than 256 MiB`));
      else stdout.push(chunk);
    });
  });
  try {
    await git.raw([...call.args]);
  } catch (error) {
    throw failure() ?? new GitFailure(`git ${verb(call.args)} could not be run to its end`, String(error));
  } finally {
    dispose();
  }
  const stopped = failure();
  if (stopped !== undefined) throw stopped;
  if (exitCode < 0) throw new GitFailure(`git ${verb(call.args)} could not be run to its end`, Buffer.concat(stderr).toString('utf8', 0, STDERR_LIMIT));
  return { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8', 0, STDERR_LIMIT) };
}

/** The command word of a call, for messages. */
function verb(args: readonly string[]): string {
  return args.find((arg) => !arg.startsWith('-')) ?? 'call';
}
