import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RegistryError } from '../../core/errors.ts';

/**
 * Makes a folder to write to, and those above it. Not `mkdir` with `recursive`: Node asks for ever where a file system
 * answers ENOENT below a folder that is there, as /proc does.
 * @throws RegistryError file.differs when something that is no folder stands there or above
 */
export async function makeOutputFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  if (dirname(folder) !== folder) await makeOutputFolder(dirname(folder));
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await isFolder(folder))) return;
    if (code === 'EEXIST' || code === 'ENOENT') throw noFolder(folder, error);
    throw error;
  }
}

/** False when nothing is there. */
async function isFolder(path: string): Promise<boolean> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error.code === 'ENOTDIR' || error.code === 'ELOOP' ? noFolder(path, error) : error;
  });
  if (there !== undefined && !there.isDirectory()) throw noFolder(path);
  return there !== undefined;
}

function noFolder(path: string, cause?: unknown): RegistryError {
  return new RegistryError('file.differs', `${path} is no folder that can be written to.`, { hint: 'Choose a new folder.', details: { path }, cause });
}
