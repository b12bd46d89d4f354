import { join, sep } from 'node:path';
import type { CaptureContext } from '../../../core/ports/collector.ts';
import { readDvcFile } from '../dvcLock.ts';
import { listFolder } from '../listFolder.ts';

const MAX_DEPTH = 2;
const MAX_ENTRIES = 2000;
const MAX_FOUND = 64;

/** Absolute paths that `*.dvc` files in the workspace's upper folders stand for, the artifact itself left out. */
export async function trackedData(context: CaptureContext): Promise<readonly string[]> {
  const found: string[] = [];
  await search(context.root, 0, found);
  const artifact = [context.folder, ...context.files.flatMap((file) => [file.absolute, join(context.folder, file.path)])];
  return found.filter((path) => !artifact.some((own) => own === path || own.startsWith(`${path}${sep}`)));
}

async function search(folder: string, depth: number, found: string[]): Promise<void> {
  for (const entry of await listFolder(folder, MAX_ENTRIES)) {
    if (found.length >= MAX_FOUND) return;
    if (entry.kind === 'file' && entry.name.endsWith('.dvc')) {
      found.push(...(await readDvcFile(join(folder, entry.name))).map((out) => out.absolute));
    } else if (entry.kind === 'folder' && depth < MAX_DEPTH && !entry.name.startsWith('.') && entry.name !== 'node_modules') {
      await search(join(folder, entry.name), depth + 1, found);
    }
  }
}
