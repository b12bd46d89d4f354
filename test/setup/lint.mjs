// The linter that reads types. Not in package.json: it has a binary for each of 20 platforms, and `npm ci` refuses a
// lockfile in which one of them is missing, as it is wherever a registry carries only some.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, npm } from './machine.mjs';

const version = '1.94.0';
const typeAware = '7.0.2007';
const folder = join(cache, `oxlint-${version}`);

/** The linter's program, for Node. */
export const oxlint = join(folder, 'node_modules', 'oxlint', 'bin', 'oxlint');

/** What it needs in its environment: it looks for its type-aware half beside what it lints. */
export const oxlintEnvironment = { OXLINT_TSGOLINT_PATH: join(folder, 'node_modules', '.bin', process.platform === 'win32' ? 'tsgolint.cmd' : 'tsgolint') };

export function linterIsThere() {
  return existsSync(folder);
}

export function installLinter() {
  console.error('setup: installing the linter (about 5 s, once)');
  for (const name of readdirSync(cache)) if (name.startsWith('oxlint-')) rmSync(join(cache, name), { recursive: true, force: true });
  const fresh = `${folder}.partial`;
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'package.json'), '{"private":true}\n');
  npm(['install', `oxlint@${version}`, `oxlint-tsgolint@${typeAware}`, '--no-package-lock'], fresh, 'The linter could not be installed');
  renameSync(fresh, folder);
}
