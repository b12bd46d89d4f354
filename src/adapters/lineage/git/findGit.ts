import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** The environment as a plain map. */
export interface Environment {
  readonly [name: string]: string | undefined;
}

/** Folders of PATH, without the relative ones: `.` on the path would let a workspace bring its own `git`. */
export function searchPath(env: Environment): readonly string[] {
  return (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
}

/** Absolute path of the Git program, or undefined when it is not installed. */
export async function findGit(env: Environment): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  for (const folder of searchPath(env)) {
    const program = join(folder, name);
    const usable = await access(program, constants.X_OK).then(() => stat(program), () => undefined).catch(() => undefined);
    if (usable?.isFile() === true) return program;
  }
  return undefined;
}
