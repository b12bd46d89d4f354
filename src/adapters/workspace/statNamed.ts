import { accessSync, constants, lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { RegistryError } from '../../core/errors.ts';

/** What lies at a path that somebody named, links followed. */
export interface NamedPath {
  readonly kind: 'file' | 'folder';
  readonly real: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** @throws RegistryError path.missing, path.loop, path.unreadable, path.notAFile */
export function statNamed(path: string): NamedPath {
  const { real, stats } = lookUp(path);
  if (!stats.isFile() && !stats.isDirectory()) {
    throw new RegistryError('path.notAFile', `${path} is ${kindOf(stats)}, not a file.`, { hint: 'Only files and folders can be committed.', details: { path } });
  }
  requireReadable(path, real, stats);
  return { kind: stats.isFile() ? 'file' : 'folder', real, size: stats.size, mtimeMs: stats.mtimeMs };
}

function lookUp(path: string): { real: string; stats: Stats } {
  try {
    const real = realpathSync(path);
    return { real, stats: statSync(real) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) throw new RegistryError('path.missing', `${path} is a link that leads nowhere.`, { cause: error, hint: 'Remove the link, or bring back what it led to.', details: { path } });
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new RegistryError('path.missing', `There is nothing at ${path}.`, { cause: error, hint: 'Check the path; relative paths begin at the current folder.', details: { path } });
    if (code === 'ELOOP') throw new RegistryError('path.loop', `${path} is a link that leads to itself.`, { cause: error, details: { path } });
    throw new RegistryError('path.unreadable', `${path} cannot be looked at: ${code}.`, { cause: error, hint: 'Check the permissions of its folders.', details: { path } });
  }
}

function requireReadable(path: string, real: string, stats: Stats): void {
  try {
    accessSync(real, stats.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK);
  } catch (error) {
    throw new RegistryError('path.unreadable', `${path} cannot be read.`, { cause: error, hint: 'Check its permissions. Nothing was committed.', details: { path } });
  }
}

/** What a directory entry is, in words: a FIFO, a socket, a device. */
export function kindOf(stats: { isFIFO(): boolean; isSocket(): boolean; isBlockDevice(): boolean; isCharacterDevice(): boolean }): string {
  if (stats.isFIFO()) return 'a FIFO (named pipe)';
  if (stats.isSocket()) return 'a socket';
  if (stats.isBlockDevice() || stats.isCharacterDevice()) return 'a device';
  return 'something special';
}
