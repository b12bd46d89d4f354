import { mkdtempSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildIfStale } from '../build.ts';
import { makeVersions, putSample } from '../demo/makeSample.ts';
import { CommandFailed, Shell } from '../demo/shell.ts';
import { workbenchAddress } from './harness/openWorkbench.ts';
import { startVscodeServer } from './harness/vscodeServer.ts';

// VS Code in the browser, with the extension of this checkout: npm run editor [-- FOLDER [PORT]]
const [given, port = '0'] = process.argv.slice(2);
if (!/^\d{1,5}$/.test(port)) endWith(2, `${port} is not a port\n  npm run editor -- FOLDER [PORT]`);
if (!buildIfStale()) process.exit(1);
const folder = given === undefined ? newSample() : existing(given);
const server = await startVscodeServer({ forPeople: true, port: Number(port), settings: { 'telemetry.telemetryLevel': 'off' } });
console.log(`VS Code shows ${folder} at\n\n  ${workbenchAddress(server.authority, { folder })}\n\nCtrl-C ends it.`);

let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // A terminal sends it to the whole group, and npm and the starter pass theirs on: the first one counts.
    if (ending) return;
    ending = true;
    void server.dispose().then(() => process.exit(0));
  });
}

/** npm goes to the folder of package.json first; paths are relative to where the person stands. */
function existing(path: string): string {
  const absolute = resolve(process.env['INIT_CWD'] ?? '.', path);
  if (statSync(absolute, { throwIfNoEntry: false })?.isDirectory() !== true) endWith(2, `there is no folder ${absolute}\n  Name one to open, or none for a new sample: npm run editor -- FOLDER`);
  return absolute;
}

/** The sample of `npm run demo`, with its three versions. */
function newSample(): string {
  const sample = join(mkdtempSync(join(realpathSync(tmpdir()), 'modelkeep-sample-')), 'iris');
  console.log('A sample project with three versions is made …');
  try {
    const shell = new Shell({ folder: sample, quiet: true });
    putSample(sample, shell);
    makeVersions(sample, shell);
  } catch (error) {
    if (error instanceof CommandFailed) endWith(1, error.message);
    throw error;
  }
  return sample;
}

function endWith(code: number, message: string): never {
  console.error(`error: ${message}`);
  process.exit(code);
}
