import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildIfStale } from './build.ts';
import { root } from './step.ts';

// The command line as built from this checkout: output, signals and exit code are its own.
if (!buildIfStale()) process.exit(4);
// npm goes to the folder of package.json first; paths are relative to where the person stands.
const cwd = process.env['npm_lifecycle_event'] === 'modelkeep' ? process.env['INIT_CWD'] : undefined;
const child = spawn(process.execPath, [join(root, 'dist', 'cli.js'), ...process.argv.slice(2)], { stdio: 'inherit', cwd: cwd ?? process.cwd() });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
