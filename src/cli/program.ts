import { version } from '../../package.json';
import { processSurroundings } from './processSurroundings.ts';
import { runCommandLine } from './runCommandLine.ts';

/** The program behind `main.ts`: runs the command line of this process and leaves when everything is written. */
async function program(): Promise<void> {
  if (currentFolder() === undefined) {
    process.stderr.write('error: The folder that you stand in no longer exists\n  Go to another one, then try again.\n');
    process.exitCode = 4;
    return;
  }
  const surroundings = processSurroundings({ version, programFolder: __dirname });
  process.exitCode = await runCommandLine(process.argv.slice(2), surroundings);
  await surroundings.dispose();
}

/** Nothing when it was deleted: asking for it then throws. */
function currentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

void program();
