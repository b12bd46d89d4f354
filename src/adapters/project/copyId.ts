import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface CopyFile {
  readonly copy: string;
  /** Device and inode of the registry's folder, decimal. */
  readonly folder: string;
  /** Folder of the project that made or imported it, relative to the top of its work tree; `` at the top. */
  readonly project?: string;
}

/**
 * Id of this copy of a registry. It lies in the registry's folder together with that folder's device and inode, so that a
 * copied folder or a restored image is noticed and gets an id, and with it a device key, of its own (`ledger.md` §3.3).
 * A folder that cannot be written keeps the id that it has. `project`: whose registry it is from now on.
 */
export function copyId(folder: string, project?: string): { readonly copy: string; readonly fresh: boolean } {
  const file = join(folder, 'copy.json');
  const here = placeOf(statSync(folder, { bigint: true }));
  const known = readCopy(file);
  if (known !== undefined && known.folder === here) return { copy: known.copy, fresh: false };
  const copy = randomBytes(8).toString('hex');
  const owner = project ?? known?.project;
  try {
    const temporary = `${file}.${process.pid}.${copy}`;
    writeFileSync(temporary, JSON.stringify({ copy, folder: here, ...(owner === undefined ? {} : { project: owner }) } satisfies CopyFile), { flag: 'wx' });
    renameSync(temporary, file);
  } catch {
    return { copy: known?.copy ?? copy, fresh: false };
  }
  return { copy: readCopy(file)?.copy ?? copy, fresh: known !== undefined };
}

/** Which project made or imported the registry in a folder, as far as that is written there. */
export function projectOfCopy(folder: string): string | undefined {
  return readCopy(join(folder, 'copy.json'))?.project;
}

/**
 * Network, overlay and pooled file systems have no device of their own: the system numbers them (major 0) as they are
 * mounted, another on every host and after every restart. There the inode alone must do.
 */
function placeOf({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string {
  const isNumberedByMount = ((dev >> 8n) & 0xfffn) === 0n;
  return `${isNumberedByMount ? 0n : dev}:${ino}`;
}

function readCopy(file: string): CopyFile | undefined {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8')) as CopyFile;
    return /^[0-9a-f]{16}$/.test(content.copy) && typeof content.folder === 'string' ? content : undefined;
  } catch {
    return undefined;
  }
}
