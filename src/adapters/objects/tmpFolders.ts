import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { lstat, readdir, rm, unlink, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { StorePaths } from './storePaths.ts';

const OLD_MS = 14 * 24 * 3600 * 1000;
/** After a restart of the machine its folders are nobody's; the hour guards against two machines that look the same. */
const REBOOTED_MS = 3600 * 1000;
const NAME = /^(\d+)-([0-9a-f]{8})([0-9a-f]{8})[0-9a-f]{12}$/;

let here: { readonly host: string; readonly boot: string } | undefined;

/** Which machine (and container) this is, and since when it runs: process ids mean nothing elsewhere. */
function place(): { readonly host: string; readonly boot: string } {
  return (here ??= {
    host: digits(hostname(), quietly(() => readFileSync('/etc/machine-id', 'utf8')), quietly(() => readlinkSync('/proc/self/ns/pid'))),
    boot: digits(quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))),
  });
}

function digits(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 8);
}

function quietly(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** A new name for a temporary folder of this process: `<pid>-<machine><boot><random>`. */
export function tmpFolderName(): string {
  const { host, boot } = place();
  return `${process.pid}-${host}${boot}${randomBytes(6).toString('hex')}`;
}

/** A new name for a file of this process that is being written into somebody's own folder. */
export function partName(): string {
  return `.modelkeep-${tmpFolderName()}.part`;
}

/** Removes from somebody's own folder the parts of processes that have ended. */
export async function sweepParts(folder: string): Promise<void> {
  const now = Date.now();
  for (const name of await readdir(folder).catch(() => [])) {
    const made = /^\.modelkeep-(.+)\.part$/.exec(name)?.[1];
    const age = made === undefined ? undefined : await ageOf(join(folder, name), now);
    if (made !== undefined && age !== undefined && isOrphan(made, age)) await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

/** Shows that a temporary folder is in use. */
export async function touch(folder: string): Promise<void> {
  const now = new Date();
  await utimes(folder, now, now).catch(() => undefined);
}

/** Sweeps the store's own folder for temporary files, and its marks. */
export async function sweepTmp(paths: StorePaths): Promise<void> {
  await sweepFolder(paths.tmp, paths.finished);
  await sweepMarks(paths.finished, Date.now());
}

/**
 * Removes from a folder for temporary files what is older than 14 days, and what has a name by {@link tmpFolderName} of a
 * process of this machine that certainly has ended; `keep` stays.
 */
export async function sweepFolder(folder: string, keep?: string): Promise<void> {
  const now = Date.now();
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const age = path === keep ? undefined : await ageOf(path, now);
    if (age !== undefined && (age > OLD_MS || isOrphan(name, age))) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function sweepMarks(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    if (((await ageOf(path, now)) ?? 0) > OLD_MS) await unlink(path).catch(() => undefined);
  }
}

async function ageOf(path: string, now: number): Promise<number | undefined> {
  try {
    return now - (await lstat(path)).mtimeMs;
  } catch {
    return undefined;
  }
}

function isOrphan(name: string, age: number): boolean {
  const match = NAME.exec(name);
  if (match === null || match[2] !== place().host) return false;
  if (match[3] !== place().boot) return age > REBOOTED_MS;
  return !isRunning(Number(match[1]));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
