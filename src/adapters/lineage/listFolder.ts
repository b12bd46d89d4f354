import { opendir } from 'node:fs/promises';
import { compareText } from './compareText.ts';

/** One entry of a folder; links are not followed. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** Entries of a folder sorted by name, the first `limit` that the system gives; none when it cannot be read. */
export async function listFolder(folder: string, limit: number): Promise<readonly FolderEntry[]> {
  const entries: FolderEntry[] = [];
  try {
    const reader = await opendir(folder);
    for await (const entry of reader) {
      const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other';
      entries.push({ name: entry.name, kind });
      if (entries.length >= limit) break;
    }
  } catch {
    return entries.sort((left, right) => compareText(left.name, right.name));
  }
  return entries.sort((left, right) => compareText(left.name, right.name));
}
