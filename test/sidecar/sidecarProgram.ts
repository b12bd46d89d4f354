import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { build } from 'esbuild';
import { AskingEnd } from '../../src/rpc/askingEnd.ts';
import { PROTOCOL } from '../../src/rpc/protocol.ts';

/** Bundles a script of this folder as esbuild.mjs bundles the sidecar; answers the bundle's path and how to remove it. */
export async function buildScript(name: string): Promise<{ readonly script: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'modelkeep-sidecar-'));
  const script = join(folder, `${name}.js`);
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile: script,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    mainFields: ['module', 'main'],
    define: { MODELKEEP_FAILPOINTS: 'true' },
  });
  return { script, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A sidecar as a real process, and what is heard of it. */
export class SidecarProgram {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly ask: AskingEnd;
  readonly exit: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  readonly changed: string[] = [];
  readonly faults: string[] = [];
  readonly log: string[] = [];
  stderr = '';

  constructor(script: string, options: { readonly env?: NodeJS.ProcessEnv; readonly execArgv?: readonly string[] } = {}) {
    this.child = spawn(process.execPath, [...(options.execArgv ?? []), script], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...options.env } });
    this.child.stdin.on('error', () => undefined);
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.exit = new Promise((resolve) => this.child.once('close', (code, signal) => resolve({ code, signal })));
    this.ask = new AskingEnd({
      input: this.child.stdout,
      output: this.child.stdin,
      onRegistryChanged: ({ root }) => this.changed.push(root),
      onLog: ({ level, message }) => this.log.push(`${level}: ${message}`),
      onFault: (message) => this.faults.push(message),
      onClose: () => undefined,
    });
  }

  /** The handshake; answers the sidecar's process id. */
  async initialize(version: string): Promise<number> {
    return (await this.ask.control('initialize', { protocol: PROTOCOL, version, trusted: true })).pid;
  }

  /** Ends it as the window does and waits. */
  async end(): Promise<{ readonly code: number | null; readonly signal: string | null }> {
    this.child.stdin.end();
    return this.exit;
  }

  /** Ends it by force, whatever state it is in. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }
}
