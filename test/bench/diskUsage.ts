import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a folder takes up. */
export interface DiskUsage {
  /** Blocks that the file system gave it, in bytes, folders included. */
  readonly bytes: number;
  /** Files in it. */
  readonly files: number;
  /** Files and folders in it. */
  readonly inodes: number;
}

const BLOCK = 512;

/** As `du` counts; an absent folder holds nothing. */
export function diskUsage(folder: string): DiskUsage {
  if (!existsSync(folder)) return { bytes: 0, files: 0, inodes: 0 };
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return {
    bytes: entries.reduce((sum, entry) => sum + lstatSync(join(entry.parentPath, entry.name)).blocks * BLOCK, 0),
    files: entries.filter((entry) => entry.isFile()).length,
    inodes: entries.length,
  };
}
