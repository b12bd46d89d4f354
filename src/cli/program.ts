import { version } from '../../package.json';
import { processSurroundings } from './processSurroundings.ts';
import { runCommandLine } from './runCommandLine.ts';

/** The program behind `main.ts`: runs the command line of this process and leaves when everything is written. */
async function program(): Promise<void> {
  const surroundings = processSurroundings({ version, programFolder: __dirname });
  process.exitCode = await runCommandLine(process.argv.slice(2), surroundings);
  await surroundings.dispose();
}

void program();
