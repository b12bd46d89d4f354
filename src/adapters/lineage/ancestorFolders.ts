import { dirname, relative, isAbsolute } from 'node:path';

const MAX_LEVELS = 64;

/** `folder` and the folders above it, up to `root` when it lies within, else up to the top of the file system. */
export function ancestorFolders(folder: string, root: string): readonly string[] {
  const way = relative(root, folder);
  const inside = !way.startsWith('..') && !isAbsolute(way);
  const folders: string[] = [];
  for (let at = folder; folders.length < MAX_LEVELS; at = dirname(at)) {
    folders.push(at);
    if ((inside && at === root) || dirname(at) === at) break;
  }
  return folders;
}
