import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installedLauncher, LAUNCHER_MARK } from './installedLauncher.ts';
import { batchLauncher } from './terminalLauncher.ts';

/** Where the launcher goes and what it starts. */
export interface LauncherPlace {
  readonly home: string;
  readonly extension: string;
  readonly runtime: string;
  readonly platform: NodeJS.Platform;
}

/** Something else has the launcher's name. */
export class LauncherTaken extends Error {
  readonly file: string;

  constructor(file: string) {
    super(`${file} is there already`);
    this.file = file;
  }
}

/**
 * Writes `~/.local/bin/modelkeep` (`modelkeep.cmd` on Windows) and returns its path.
 * @throws LauncherTaken when a file of that name is there that is no launcher of ours, unless `replace`
 */
export async function installLauncher(place: LauncherPlace, replace: boolean): Promise<string> {
  const windows = place.platform === 'win32';
  const file = join(place.home, '.local', 'bin', windows ? 'modelkeep.cmd' : 'modelkeep');
  if (!replace && (await isTaken(file))) throw new LauncherTaken(file);
  const text = windows ? batchLauncher({ runtime: place.runtime, script: join(place.extension, 'dist', 'cli.js') }) : installedLauncher(place);
  await writeProgram(file, text);
  return file;
}

/** Writes a program so that it is there as a whole or not at all: a shell may be reading the one before. */
export async function writeProgram(file: string, text: string): Promise<void> {
  const fresh = `${file}.${process.pid}.new`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(fresh, text);
  await chmod(fresh, 0o755);
  await rename(fresh, file);
}

async function isTaken(file: string): Promise<boolean> {
  try {
    const text = await readFile(file, 'utf8');
    return !text.includes(LAUNCHER_MARK) && !text.includes('rem Written by Modelkeep.');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
