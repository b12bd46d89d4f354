import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';

const SKIPPED = new Set(['.git', '.hg', '.svn', '.modelkeep', 'node_modules', '__pycache__', '.ipynb_checkpoints', '.venv', 'venv']);
const MOST_FILES = 200_000;

/**
 * Absolute paths of the files (and links) below `bases` whose path relative to `root` is wanted; links to folders are not
 * entered. Folders that cannot be read are passed over.
 */
export async function findFiles(root: string, bases: readonly string[], wanted: (path: string) => boolean, signal?: CancelSignal): Promise<string[]> {
  const found = new Set<string>();
  const open = [...new Set(bases)].map((base) => (base === '.' ? '' : base));
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (signal?.aborted === true) throw new RegistryError('cancelled', 'Cancelled.');
    for (const entry of await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) open.push(path);
      } else if (wanted(path)) found.add(join(root, path));
      if (found.size > MOST_FILES) throw new RegistryError('path.tooMany', `More than ${MOST_FILES} files match.`, { hint: 'Make "paths" in modelkeep.json narrower.' });
    }
  }
  return [...found].sort();
}
