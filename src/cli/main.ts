import { version } from '../../package.json';

/** Exit code of `runtime.tooOld`; the table of all of them is not loaded here. */
const TOO_OLD = 4;

// Before anything else is loaded: SQLite's binary crashes below Node-API 10, and --version must cost nothing.
const argv = process.argv.slice(2);
if (!(Number(process.versions['napi']) >= 10)) {
  process.stderr.write(`error: modelkeep needs Node 22.14 or later; this is ${process.version}\n`);
  process.exitCode = TOO_OLD;
} else if (argv.length === 1 && argv[0] === '--version') {
  process.stdout.write(`${version}\n`);
} else {
  void start();
}

async function start(): Promise<void> {
  const [{ runCommandLine }, { processSurroundings }] = await Promise.all([import('./runCommandLine.ts'), import('./processSurroundings.ts')]);
  const surroundings = processSurroundings({ version, programFolder: __dirname });
  process.exitCode = await runCommandLine(argv, surroundings);
  await surroundings.dispose();
}
