import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { sidecarEnvironment } from './sidecarEnvironment.ts';

/** What it said last is read for so long after its end; a process of its own may hold the pipes open for ever. */
const DRAIN_MS = 200;

/** How a process ended. */
export interface SidecarExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Why it could not be started at all. */
  readonly reason?: string;
}

/** A sidecar as a process: three pipes and an end. */
export interface SidecarProcess {
  readonly pid: number | undefined;
  readonly stdin: NodeJS.WritableStream;
  readonly stdout: NodeJS.ReadableStream;
  readonly stderr: NodeJS.ReadableStream;
  /** Resolves when it has ended, also when it never began. Never rejects. */
  readonly exited: Promise<SidecarExit>;
  kill(): void;
}

/** Starts a sidecar by the runtime that this process runs on. Its folder is that of the program, never the workspace. */
export function spawnSidecar(script: string, env: NodeJS.ProcessEnv): SidecarProcess {
  const child = spawn(process.execPath, [script], {
    cwd: dirname(script),
    env: sidecarEnvironment(env),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  // Writing to a process that has died is told by its end.
  child.stdin.on('error', () => undefined);
  const exited = new Promise<SidecarExit>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, reason: error.message }));
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.once('exit', (code, signal) => setTimeout(() => resolve({ code, signal }), DRAIN_MS));
  });
  return { pid: child.pid, stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, exited, kill: () => void child.kill('SIGKILL') };
}
