import { chmod, lstat, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { RegistryError } from '../../../core/errors.ts';
import type { UntrackedFile } from '../../../core/model/lineage.ts';

/** A record is hostile text: its paths must stay inside the folder and out of any `.git`. */
function checkPath(path: string): void {
  const parts = path.split(/[/\\]/);
  const bad = path === '' || path.includes('\0') || isAbsolute(path) || /^[a-z]:/i.test(path) || parts.some((part) => part === '' || part === '.' || part === '..' || /^\.git$/i.test(part));
  if (bad) throw new RegistryError('path.unsafe', 'The record names an untracked file outside of its tree.', { details: { path } });
}

/** Refuses to write through a link that lies inside the rebuilt tree. */
async function makeFolder(output: string, path: string): Promise<void> {
  const parents = dirname(path) === '.' ? [] : dirname(path).split('/');
  let current = output;
  for (const part of parents) {
    current = join(current, part);
    const found = await lstat(current).catch(() => undefined);
    if (found === undefined) await mkdir(current);
    else if (!found.isDirectory()) throw new RegistryError('path.unsafe', 'An untracked file of the record lies behind a link.', { details: { path } });
  }
}

/**
 * Writes untracked files of a record into a rebuilt tree and answers their paths.
 * @throws RegistryError path.unsafe for one that would leave the tree, store.missing, store.corrupt
 */
export async function writeUntracked(files: readonly UntrackedFile[], output: string, getObject: (sha256: string) => Promise<Uint8Array>): Promise<readonly string[]> {
  for (const { path } of files) checkPath(path);
  for (const { path, mode, sha256 } of files) {
    const bytes = await getObject(sha256);
    const target = join(output, path);
    await makeFolder(output, path);
    await rm(target, { force: true });
    if (mode === '120000') await symlink(Buffer.from(bytes), target);
    else {
      await writeFile(target, bytes, { flag: 'wx' });
      if (mode === '100755') await chmod(target, 0o755);
    }
  }
  return files.map(({ path }) => path);
}
