import { isAbsolute, relative } from 'node:path';

/** True for a path in or below a folder: what a record names must not lead anywhere else. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way);
}
