import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/** How a program is run. */
export interface ProgramOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Its stdout goes to our stderr, since ours holds a JSON document. */
  readonly outputToStderr: boolean;
}

/**
 * Runs a program with our own stdin, stdout and stderr, and answers its exit code as a shell would: 128 + signal when
 * one ended it, 127 when there is no such program, 126 when it cannot be run. Signals are the program's while it runs:
 * it decides what Ctrl-C means.
 */
export async function runProgram(argv: readonly string[], options: ProgramOptions): Promise<number> {
  const [file = '', ...args] = argv;
  const child = spawn(file, args, { cwd: options.cwd, env: withoutOurs(options.env), stdio: ['inherit', options.outputToStderr ? 2 : 'inherit', 'inherit'] });
  const forward = (signal: NodeJS.Signals): void => {
    // Ctrl-C in a terminal reaches both processes by itself; twice would be two interrupts
    if (signal === 'SIGINT' && (process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY)) return;
    child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  try {
    return await new Promise<number>((resolve) => {
      child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
      child.once('error', (error: NodeJS.ErrnoException) => {
        process.stderr.write(`modelkeep: ${file}: ${error.code === 'ENOENT' ? 'command not found' : error.message}\n`);
        resolve(error.code === 'ENOENT' ? 127 : 126);
      });
    });
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward);
  }
}

/** The editor's runtime runs us as Node by this variable; a program that starts an editor must not inherit it. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'));
}
