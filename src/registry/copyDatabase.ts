import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpFolderName } from '../adapters/objects/tmpFolders.ts';

/**
 * Copies a database, without its locks, into a temporary folder of this process, for where the file itself cannot be
 * opened: read-only, or on a full disk. A copy that is torn, because somebody writes meanwhile, is found damaged and
 * folded anew from the log.
 * @returns the copy; {@link removeCopy} takes it away
 */
export function copyDatabase(file: string, scratch: string): string {
  const folder = join(scratch, tmpFolderName());
  mkdirSync(folder, { mode: 0o700 });
  for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, join(folder, `registry.db${suffix}`));
  return join(folder, 'registry.db');
}

/** Removes a copy with its folder. */
export function removeCopy(database: string): void {
  rmSync(dirname(database), { recursive: true, force: true });
}
