import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { NewsMemory } from './newsWatch.ts';

/**
 * Remembers in a folder that all windows share, one file for each registry: the editor's own memory reaches other windows
 * only after a while, and they would tell the same once more. A file that cannot be read remembers nothing.
 */
export function fileNewsMemory(folder: string): NewsMemory {
  return {
    get: async (registry) => {
      const text = await readFile(fileOf(folder, registry), 'utf8').catch(() => '');
      return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
    },
    update: async (registry, position) => {
      const file = fileOf(folder, registry);
      await mkdir(dirname(file), { recursive: true });
      const part = `${file}.${process.pid}.part`;
      await writeFile(part, String(position));
      await rename(part, file);
    },
  };
}

function fileOf(folder: string, registry: string): string {
  return join(folder, 'news', registry.replaceAll(/[^A-Za-z0-9_]/g, ''));
}
