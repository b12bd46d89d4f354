import { mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildIfStale } from '../build.ts';
import { isFree, makeVersions, modelFiles, putSample } from './makeSample.ts';
import { bringToProduction } from './bringToProduction.ts';
import { CommandFailed, Shell } from './shell.ts';

// The main job on a sample project, every command as a person would type it: npm run demo [-- FOLDER]
const [given] = process.argv.slice(2);
// npm goes to the folder of package.json first; paths are relative to where the person stands.
const folder = given === undefined ? join(mkdtempSync(join(realpathSync(tmpdir()), 'modelkeep-demo-')), 'iris') : resolve(process.env['INIT_CWD'] ?? '.', given);
if (!isFree(folder)) {
  console.error(`error: ${folder} is not empty\n  Name a new folder: npm run demo -- FOLDER`);
  process.exit(2);
}
if (!buildIfStale()) process.exit(1);
const shell = new Shell({ folder, quiet: false });
try {
  shell.say(`# A sample project: Iris flowers, a training script, its parameters.\n# It is made in ${folder}`);
  putSample(folder, shell);
  const first = makeVersions(folder, shell);
  look();
  restoreFirst(first);
  bringToProduction(folder, shell);
  shell.say('\n# Nothing in the ledger was changed, and every byte is there.');
  shell.run('modelkeep', 'verify', '--read-data');
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(`error: ${error.message}\n  The sample is in ${folder}`);
  process.exit(1);
}
shell.say(`\nThe sample is in ${folder}`);
shell.say(`Open it in VS Code, in the browser:  npm run editor -- ${shellWord(folder)}`);
shell.say(`Go on in the terminal:               npm run -s modelkeep -- -C ${shellWord(folder)} log`);

function look(): void {
  shell.say('\n# What is there now.');
  shell.run('modelkeep', 'log');
  shell.say('\n# Everything that is known of the newest one, the uncommitted edit included.');
  shell.run('modelkeep', 'show', 'iris');
  shell.run('modelkeep', 'show', 'iris', '--object', 'patch');
  shell.run('modelkeep', 'card', 'iris');
}

/** Bytes of version 1 as they were when it was trained, against those that `restore` writes. */
function restoreFirst(first: ReadonlyMap<string, Buffer>): void {
  shell.say('\n# Back to version 1.');
  shell.run('modelkeep', 'restore', 'iris:v1');
  for (const file of modelFiles) {
    const before = first.get(file);
    const same = before?.equals(readFileSync(join(folder, file))) === true;
    if (!same) throw new CommandFailed(`${file} is not what it was when version 1 was trained`);
    shell.say(`# ${file}: ${before.length} bytes, each the same as when version 1 was trained.`);
  }
  shell.say('\n# And to the newest again.');
  shell.run('modelkeep', 'restore', 'iris');
}

function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
