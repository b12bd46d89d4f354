import { type BigIntStats, constants, type Dirent, lstatSync, opendirSync, readdirSync, statSync } from 'node:fs';
import type { HashCache } from '../../../core/ports/collector.ts';
import type { Breather } from './breather.ts';
import type { DataFile } from './dataFile.ts';
import { type HashBlock, HashBlocks } from './hashBlock.ts';
import { sortTexts } from './sortTexts.ts';

/** Something in a data set that has no content to hash. */
export interface DataProblem {
  readonly code: 'data.notAFile' | 'data.unreadable' | 'data.dangling' | 'data.loop' | 'data.badName' | 'data.tooDeep';
  /** Relative to the data set. */
  readonly path: string;
}

/** All files under a folder. */
export interface DataWalk {
  /** Sorted by path in UTF-16 code unit order. */
  readonly files: DataFile[];
  /** Files whose hashes the cache does not have. */
  readonly unknown: readonly HashBlock[];
  /** The newest file's last write, nanoseconds. */
  newestNs: bigint;
  /** The first few thousand. */
  readonly problems: DataProblem[];
  /** There are more files than the bound; the rest was not looked at. */
  tooMany: boolean;
}

/** What a walk may touch. */
export interface WalkOptions {
  readonly cache: HashCache;
  readonly breather: Breather;
  readonly maxFiles: number;
}

/** Folders of version control and registries that are never data. */
const SKIPPED: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', '.dvc', '.modelkeep']);
const MAX_DEPTH = 200;
const MAX_PROBLEMS = 2000;
const BIGINT = { bigint: true } as const;
const WITH_TYPES = { withFileTypes: true } as const;
/** Size of a folder's own entry (some 40 bytes for each name) above which it is read piece by piece. */
const LONG_FOLDER = 262_144n;

/**
 * Lists those files of a folder that are `wanted`, with their size, and their hash where the cache has it. Links are
 * followed, a folder within itself is not; folders of version control are passed over. Changes of the folder meanwhile
 * are no error: what is gone is gone.
 */
export async function walkData(folder: string, options: WalkOptions, wanted?: (path: string) => boolean): Promise<DataWalk> {
  const walk = new FolderWalk(options, wanted);
  const stat = statSync(folder, BIGINT);
  await walk.visit(folder, '', stat, [identity(stat)]);
  return walk.found;
}

class FolderWalk {
  readonly found: DataWalk;
  readonly #blocks: HashBlocks;
  readonly #options: WalkOptions;
  readonly #wanted: ((path: string) => boolean) | undefined;

  constructor(options: WalkOptions, wanted: ((path: string) => boolean) | undefined) {
    this.#options = options;
    this.#blocks = new HashBlocks(options.cache);
    this.found = { files: [], unknown: this.#blocks.unknown, newestNs: 0n, problems: [], tooMany: false };
    this.#wanted = wanted;
  }

  /** `above` are the identities of the folders that lead here, so that a loop is seen. */
  async visit(folder: string, prefix: string, stat: BigIntStats, above: readonly string[]): Promise<void> {
    if (above.length > MAX_DEPTH) return this.#problem('data.tooDeep', prefix);
    const { breather } = this.#options;
    const names = await sortTexts(await this.#names(folder, prefix, stat.size), breather);
    for (let i = 0; i < names.length && !this.found.tooMany; i++) {
      const name = names[i] as string;
      if (name.endsWith('/')) await this.#descend(folder, prefix, name, above);
      else this.#look(`${folder}/${name}`, prefix + name, name);
      if ((i & 15) === 0 && breather.due()) await breather.rest();
    }
    this.#blocks.flush();
  }

  /** Names in a folder, those of folders with `/` behind them, so that sorting the names sorts the whole paths. */
  async #names(folder: string, prefix: string, size: bigint): Promise<readonly string[]> {
    try {
      return size > LONG_FOLDER ? await this.#longFolder(folder) : this.#shortFolder(folder);
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).syscall !== 'string') throw error;
      this.#problem('data.unreadable', prefix);
      return [];
    }
  }

  /** In one call, which also sorts. */
  #shortFolder(folder: string): readonly string[] {
    const names: string[] = [];
    for (const entry of readdirSync(folder, WITH_TYPES)) addName(names, folder, entry);
    this.found.tooMany = names.length + this.found.files.length > this.#options.maxFiles;
    return names;
  }

  /** Piece by piece, since one call would block too long. */
  async #longFolder(folder: string): Promise<readonly string[]> {
    const names: string[] = [];
    const { breather, maxFiles } = this.#options;
    const reader = opendirSync(folder, { bufferSize: 1024 });
    try {
      for (let entry = reader.readSync(); entry !== null && !this.found.tooMany; entry = reader.readSync()) {
        addName(names, folder, entry);
        this.found.tooMany = names.length + this.found.files.length > maxFiles;
        if ((names.length & 63) === 0 && breather.due()) await breather.rest();
      }
    } finally {
      reader.closeSync();
    }
    return names;
  }

  #look(absolute: string, path: string, name: string): void {
    if (this.#wanted?.(path) === false) return;
    const own = statQuietly(absolute, false);
    const stat = own !== undefined && kindOf(own) === constants.S_IFLNK ? statQuietly(absolute, true) : own;
    if (stat === undefined) return this.#problem(own !== undefined ? 'data.dangling' : path.includes('\ufffd') ? 'data.badName' : 'data.unreadable', path);
    if (kindOf(stat) !== constants.S_IFREG) return this.#problem('data.notAFile', path);
    const file: DataFile = { path, size: Number(stat.size), sha256: undefined };
    this.found.files.push(file);
    this.#blocks.add(file, name, stat);
    if (stat.mtimeNs > this.found.newestNs) this.found.newestNs = stat.mtimeNs;
  }

  async #descend(folder: string, prefix: string, name: string, above: readonly string[]): Promise<void> {
    const absolute = `${folder}/${name.slice(0, -1)}`;
    const stat = statQuietly(absolute, true);
    if (stat === undefined) return this.#problem(name.includes('\ufffd') ? 'data.badName' : 'data.unreadable', prefix + name);
    const own = identity(stat);
    if (above.includes(own)) return this.#problem('data.loop', prefix + name);
    await this.visit(absolute, prefix + name, stat, [...above, own]);
  }

  #problem(code: DataProblem['code'], path: string): void {
    if (this.found.problems.length < MAX_PROBLEMS) this.found.problems.push({ code, path: path.replace(/\/$/, '') || '.' });
  }
}

function addName(names: string[], folder: string, entry: Dirent): void {
  const { name } = entry;
  if (!isFolderEntry(folder, entry)) names.push(name);
  else if (!SKIPPED.has(name)) names.push(`${name}/`);
}

/** Links are looked through; a file system that does not tell kinds is asked. */
function isFolderEntry(folder: string, entry: Dirent): boolean {
  if (entry.isDirectory() || entry.isFile()) return entry.isDirectory();
  return statQuietly(`${folder}/${entry.name}`, true)?.isDirectory() === true;
}

function statQuietly(path: string, follow: boolean): BigIntStats | undefined {
  try {
    return follow ? statSync(path, BIGINT) : lstatSync(path, BIGINT);
  } catch {
    return undefined;
  }
}

/** The kind bits of the mode; `isFile()` of big integers costs several allocations. */
function kindOf(stat: BigIntStats): number {
  return Number(stat.mode) & constants.S_IFMT;
}

function identity(stat: BigIntStats): string {
  return `${stat.dev}:${stat.ino}`;
}
