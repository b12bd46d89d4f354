import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface CopyFile {
  readonly copy: string;
  /** Device and inode of the registry's folder, decimal. */
  readonly folder: string;
}

/**
 * Id of this copy of a registry. It lies in the registry's folder together with that folder's device and inode, so that a
 * copied folder or a restored image is noticed and gets an id, and with it a device key, of its own (`ledger.md` §3.3).
 * A folder that cannot be written keeps the id that it has.
 */
export function copyId(folder: string): { readonly copy: string; readonly fresh: boolean } {
  const file = join(folder, 'copy.json');
  const { dev, ino } = statSync(folder, { bigint: true });
  const here = `${dev}:${ino}`;
  const known = readCopy(file);
  if (known !== undefined && known.folder === here) return { copy: known.copy, fresh: false };
  const copy = randomBytes(8).toString('hex');
  try {
    const temporary = `${file}.${process.pid}.${copy}`;
    writeFileSync(temporary, JSON.stringify({ copy, folder: here } satisfies CopyFile), { flag: 'wx' });
    renameSync(temporary, file);
  } catch {
    return { copy: known?.copy ?? copy, fresh: false };
  }
  return { copy: readCopy(file)?.copy ?? copy, fresh: known !== undefined };
}

function readCopy(file: string): CopyFile | undefined {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8')) as CopyFile;
    return /^[0-9a-f]{16}$/.test(content.copy) && typeof content.folder === 'string' ? content : undefined;
  } catch {
    return undefined;
  }
}
