import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A small ext4 file system of its own, mounted on a loop device. */
export interface SmallDisk {
  /** Its root. */
  readonly folder: string;
  /** Writes a file until so many bytes are left, or none at all. */
  fill(leave: number): void;
  /** Removes that file. */
  empty(): void;
  unmount(): void;
}

/** Makes one of `mebibytes` below `base`; the reason why not where that cannot be done. */
export function smallDisk(base: string, mebibytes: number): SmallDisk | string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
  const [image, folder] = [join(base, `disk-${mebibytes}.img`), join(base, `disk-${mebibytes}`)];
  writeFileSync(image, '');
  truncateSync(image, mebibytes * 1024 * 1024);
  mkdirSync(folder);
  const failed = firstFailure(['mkfs.ext4', '-q', '-m', '0', image], ['mount', '-o', 'loop', image, folder]);
  if (failed !== undefined) return failed;
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: (leave) => fillDisk(folder, filler, leave),
    empty: () => rmSync(filler, { force: true }),
    unmount: () => void firstFailure(['umount', '-l', folder], ['rm', '-f', image]),
  };
}

/** Makes a folder read-only until the answer is called; the reason why not where that cannot be done. */
export function readOnlyMount(folder: string): (() => void) | string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
  const failed = firstFailure(['mount', '--bind', folder, folder], ['mount', '-o', 'remount,bind,ro', folder]);
  return failed ?? (() => void firstFailure(['umount', '-l', folder]));
}

function firstFailure(...commands: readonly (readonly string[])[]): string | undefined {
  for (const [program = '', ...args] of commands) {
    const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) return `${program}: ${error?.message ?? stderr.trim()}`;
  }
  return undefined;
}

function fillDisk(folder: string, filler: string, leave: number): void {
  const descriptor = openSync(filler, 'a');
  const block = Buffer.alloc(1024 * 1024, 1);
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(folder);
      const more = Math.min(block.length, bavail * bsize - leave);
      if (more <= 0 || writeSync(descriptor, block, 0, more) === 0) return;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(descriptor);
  }
}
