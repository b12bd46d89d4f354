// node_modules as the lockfile says.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root } from './machine.mjs';

/** Written last, and inside node_modules, so that it says exactly "this folder is whole and belongs to this lockfile". */
const stamp = join(root, 'node_modules', '.modelkeep-setup');

function wanted() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
}

export function packagesAreThere() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();
}

/** Installs what the lockfile names; nothing is compiled, no package's script runs. */
export function installPackages() {
  console.error('setup: installing packages (about 30 s, once)');
  // Someone's NODE_ENV=production or omit=optional would leave out the tests, or Node 24.
  npm(['ci', '--include=dev', '--include=optional'], root, 'The packages could not be installed');
  writeFileSync(stamp, wanted());
}
