import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { DvcPath } from '../dvcLock.ts';
import { md5DvcListing } from '../md5DvcListing.ts';
import { md5File } from '../md5File.ts';
import { isRacy } from './hashBlock.ts';
import type { MeasureOptions, MeasuredData } from './measureData.ts';

const SMALL = 262_144;

/** True when the data has the content that DVC names, false when not, undefined when comparing would take too long. */
export async function agreesWithDvc(data: MeasuredData, claim: DvcPath, options: MeasureOptions): Promise<boolean | undefined> {
  if (claim.folder !== data.folder) return false;
  if (claim.size !== undefined && claim.size !== data.size) return false;
  if (claim.files !== undefined && claim.files !== data.files.length) return false;
  if (data.files.reduce((sum, file) => sum + file.size, 0) > options.budget) return undefined;
  const rows: { md5: string; path: string }[] = [];
  for (const file of data.files) {
    if (options.now() > options.deadline) return undefined;
    const md5 = await md5Of(data.place(file), options);
    if (md5 === undefined) return undefined;
    rows.push({ md5, path: file.path });
    if (options.breather.due()) await options.breather.rest();
  }
  return (claim.folder ? md5DvcListing(rows) : rows[0]?.md5) === claim.md5;
}

async function md5Of(absolute: string, options: MeasureOptions): Promise<string | undefined> {
  try {
    const stat = statSync(absolute, { bigint: true });
    const key = `md5:${stat.dev}:${stat.ino}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`;
    const known = options.cache.get(key);
    if (known !== undefined) return known;
    const md5 = stat.size <= SMALL ? createHash('md5').update(readFileSync(absolute)).digest('hex') : await md5File(absolute, options.signal);
    if (!isRacy(stat, options.now())) options.cache.set(key, md5);
    return md5;
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).syscall === 'string') return undefined;
    throw error;
  }
}
