// Sets up, then runs a program of the project on the project's own Node, with arguments and exit code passed through:
//   node test/start.mjs [--with-editor] [--with-lint] PROGRAM [argument…]
// One `node` call per script line: the shell remembers where it found the first one, and a second would run on it.
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { projectNode, root, SetupError } from './setup/machine.mjs';
import { setUp } from './setup.mjs';

const at = process.argv.findIndex((argument, index) => index > 1 && !argument.startsWith('--with-'));
const asked = process.argv.slice(2, at);
const [program, ...rest] = process.argv.slice(at);
await setUp({ editor: asked.includes('--with-editor') && !rest.includes('--no-editor'), lint: asked.includes('--with-lint') });

const child = spawn(nodeOrEnd(), [join(root, program), ...rest], {
  stdio: 'inherit',
  env: { ...process.env, PATH: [dirname(nodeOrEnd()), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter) },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

function nodeOrEnd() {
  try {
    return projectNode();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`error: ${error.message}`);
    process.exit(4);
  }
}
