import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiled } from '../../compiled.ts';
import { vscodeServer } from '../../setup/editor.mjs';

/** How a server differs from the usual one. */
export interface ServerOptions {
  /** Leaves workspace trust on, as people have it; tests switch it off unless they are about it. */
  readonly trust?: boolean;
  /** Settings of the person, on top of the quiet ones below. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** VSIX files to install first, as a person would. */
  readonly install?: readonly string[];
  /** Environment of the editor, its extensions and its terminals, on top of this process's; undefined takes a name away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Settings as people have them: no quiet ones. */
  readonly forPeople?: boolean;
  /** Port to listen on; any free one when it is not given. */
  readonly port?: number;
}

/** A running VS Code Server with data folders of its own. */
export interface VscodeServer {
  /** Host and port, as the address bar shows them. */
  readonly authority: string;
  /** Everything that this server keeps (settings, extensions, logs). */
  readonly folder: string;
  /** What the server printed. */
  log(): string;
  /** Ends the server with every process that it started, and removes its folder. */
  dispose(): Promise<void>;
}

/** Nothing moves, nothing asks, nothing is fetched, no box closes because the window was busy elsewhere; the terminal draws text, which tests can read. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.defaultProfile.linux': 'bash',
  'terminal.integrated.profiles.linux': { bash: { path: 'bash', args: ['--norc', '--noprofile'] } },
  'workbench.quickOpen.closeOnFocusLost': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Starts a server, with Node as this process has it. */
export async function startVscodeServer(options: ServerOptions = {}): Promise<VscodeServer> {
  const folder = mkdtempSync(join(tmpdir(), 'modelkeep-vscode-'));
  // code-server keeps the person's settings on the server's disk, where plain VS Code keeps them in the browser.
  const user = join(folder, 'data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...(options.forPeople === true ? {} : quietSettings), ...options.settings }));
  for (const file of options.install ?? []) await installExtension(file, folder);

  const args = ['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token', '--enable-smoke-test-driver', ...places(folder)];
  if (options.trust !== true) args.push('--disable-workspace-trust');
  const server = spawn(process.execPath, [entry(), ...args], { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment(options.env) });
  const output = collect(server);
  const authority = await listening(server, output);
  return {
    authority,
    folder,
    log: () => output.text,
    dispose: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function entry(): string {
  return join(vscodeServer, 'out', 'server-main.js');
}

function places(folder: string): readonly string[] {
  return ['--server-data-dir', folder, '--extensions-dir', join(folder, 'extensions'), '--accept-server-license-terms', '--telemetry-level', 'off'];
}

/** What an editor around the tests, or npm, put into our environment is none of this server's business. */
function environment(more: ServerOptions['env'] = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_|VITEST|NODE_ENV$|TEST$|MODE$)/.test(name));
  return { ...Object.fromEntries(own), ...compiled, ...more };
}

async function installExtension(file: string, folder: string): Promise<void> {
  const installer = spawn(process.execPath, [entry(), '--install-extension', file, ...places(folder)], { stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
  const output = collect(installer);
  const code = await new Promise((resolve) => installer.on('exit', resolve));
  if (code !== 0) throw new Error(`${file} could not be installed:\n${output.text}`);
}

function collect(child: ChildProcess): { text: string } {
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => (output.text += bytes.toString('utf8')));
  return output;
}

function listening(server: ChildProcess, output: { text: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const port = /Web UI available at \S*?:(\d+)/.exec(output.text)?.[1];
      if (port !== undefined) resolve(`localhost:${port}`);
    };
    server.stdout?.on('data', look);
    server.on('exit', (code) => reject(new Error(`VS Code Server ended with ${code}:\n${output.text}`)));
    server.on('error', reject);
  });
}

/** The server leads a process group: extension host, sidecars and file watchers go with it. */
async function end(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  try {
    process.kill(-server.pid, 'SIGTERM');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2_000))]);
    process.kill(-server.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
