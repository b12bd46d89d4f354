import { lstat, open, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/** Where a repository keeps its things; every path absolute with links resolved. */
export interface GitDirectory {
  /** Folder that holds `.git`: the top of the work tree. */
  readonly top: string;
  /** This work tree's own Git folder. */
  readonly gitDirectory: string;
  /** What all work trees of the repository share. */
  readonly commonDirectory: string;
}

const POINTER_LIMIT = 8_192;

/** First line of a small file that holds a path, or undefined. */
async function readPointer(file: string): Promise<string | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      const buffer = Buffer.alloc(POINTER_LIMIT);
      const { bytesRead } = await handle.read(buffer, 0, POINTER_LIMIT, 0);
      if (bytesRead === POINTER_LIMIT) return undefined;
      return buffer.toString('utf8', 0, bytesRead).replace(/[\r\n]+$/, '');
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((s) => s.isDirectory(), () => false);
}

/** HEAD may be a link that leads nowhere (old repositories), so it is looked at and not followed. */
async function isGitDirectory(path: string, common: string): Promise<boolean> {
  const head = await lstat(join(path, 'HEAD')).then(() => true, () => false);
  return head && (await isFolder(join(common, 'objects'))) && (await isFolder(join(common, 'refs')));
}

/** The folder that a `.git` folder or `.git` file stands for. */
async function followDotGit(dotGit: string): Promise<string | undefined> {
  const found = await stat(dotGit).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.isDirectory()) return dotGit;
  if (!found.isFile()) return undefined;
  const text = await readPointer(dotGit);
  const target = text?.startsWith('gitdir: ') === true ? text.slice('gitdir: '.length) : undefined;
  if (target === undefined || target === '') return undefined;
  return isAbsolute(target) ? target : resolve(dirname(dotGit), target);
}

async function commonOf(gitDirectory: string): Promise<string> {
  const common = await readPointer(join(gitDirectory, 'commondir'));
  if (common === undefined || common === '') return gitDirectory;
  return isAbsolute(common) ? common : resolve(gitDirectory, common);
}

/** Reads `.git` of exactly this folder. */
export async function gitDirectoryOf(top: string): Promise<GitDirectory | undefined> {
  const gitDirectory = await followDotGit(join(top, '.git'));
  if (gitDirectory === undefined) return undefined;
  const common = await commonOf(gitDirectory);
  if (!(await isGitDirectory(gitDirectory, common))) return undefined;
  return { top: await realpath(top), gitDirectory: await realpath(gitDirectory), commonDirectory: await realpath(common) };
}

/**
 * Finds the repository that a folder belongs to by reading `.git`, `.git` files and `commondir`, without running Git:
 * the nearest folder upwards with a valid `.git`, as Git itself does. Undefined when there is none.
 */
export async function findGitDirectory(folder: string): Promise<GitDirectory | undefined> {
  let current = await realpath(folder).catch(() => undefined);
  while (current !== undefined) {
    const found = await gitDirectoryOf(current);
    if (found !== undefined) return found;
    const parent = dirname(current);
    current = parent === current ? undefined : parent;
  }
  return undefined;
}

/** True when the folder is itself a repository without a work tree. */
export async function isBareRepository(folder: string): Promise<boolean> {
  return isGitDirectory(folder, folder);
}
