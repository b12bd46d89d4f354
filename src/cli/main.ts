import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';

// A bundle of its own beside the program's, so that an old runtime need not parse that one, and --version costs nothing.
// Checked before anything is loaded: SQLite's binary crashes below Node-API 10.
const TOO_OLD = 4;
if (!(Number(process.versions['napi']) >= 10)) {
  const message = `Modelkeep needs Node 22.14 or later; this is ${process.version}.`;
  if (wantsJson()) say(1, `${JSON.stringify({ error: { code: 'runtime.tooOld', message } }, undefined, 2)}\n`);
  else say(2, `error: ${message.replace(/\.$/, '')}\n`);
  process.exitCode = TOO_OLD;
} else if (process.argv.length === 3 && process.argv[2] === '--version') {
  say(1, `${version}\n`);
} else {
  require(join(__dirname, 'cliProgram.js'));
}

function wantsJson(): boolean {
  const end = process.argv.indexOf('--');
  return (end < 0 ? process.argv : process.argv.slice(0, end)).includes('--json');
}

function say(stream: 1 | 2, text: string): void {
  try {
    writeSync(stream, text);
  } catch {
    // nobody reads any more
  }
}
