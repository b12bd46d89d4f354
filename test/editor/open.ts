import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildIfStale } from '../build.ts';
import { workbenchAddress } from './harness/openWorkbench.ts';
import { startVscodeServer } from './harness/vscodeServer.ts';

// VS Code in the browser, with the extension of this checkout: npm run editor [-- FOLDER [PORT]]
const [given, port = '0'] = process.argv.slice(2);
const folder = resolve(process.env['INIT_CWD'] ?? '.', given ?? '');
if (given === undefined || !existsSync(folder) || !/^\d+$/.test(port)) {
  console.error('error: name a folder to open: npm run editor -- FOLDER [PORT]');
  process.exit(2);
}
if (!buildIfStale()) process.exit(1);
const server = await startVscodeServer({ forPeople: true, port: Number(port), settings: { 'telemetry.telemetryLevel': 'off' } });
console.log(`VS Code shows ${folder} at\n\n  ${workbenchAddress(server.authority, { folder })}\n\nCtrl-C ends it.`);

const end = (): void => void server.dispose().then(() => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
