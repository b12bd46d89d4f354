import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { RegistryError } from '../core/errors.ts';
import { findGitDirectory } from '../adapters/lineage/git/findGitDirectory.ts';
import { PROJECT_FILE } from '../adapters/project/projectFile.ts';

/** A project: the folder that `modelkeep.json` lies in, or would lie in. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  /** `modelkeep.json`, which may not exist yet. */
  readonly config: string;
  readonly exists: boolean;
  /** Folder that holds registries by id: in the repository's common Git folder, else `.modelkeep` beside the project file. */
  readonly registries: string;
  /** Where the project lies in its work tree, `` at the top: the same in every worktree and clone. */
  readonly within: string;
  /** False when the project lies in no Git repository. */
  readonly git: boolean;
}

/**
 * The project that a path belongs to: the nearest `modelkeep.json` upwards; without one the top of its Git work tree, else
 * the folder itself. Reads the file system only, never runs Git.
 * @throws RegistryError path.missing when the path does not exist
 */
export async function findProject(path: string): Promise<Project> {
  const start = folderOf(resolve(path));
  const declared = upwards(start).find((folder) => existsSync(join(folder, PROJECT_FILE)));
  const root = declared ?? (await findGitDirectory(start))?.top ?? start;
  const git = await findGitDirectory(root);
  return {
    root,
    config: join(root, PROJECT_FILE),
    exists: declared !== undefined,
    registries: git === undefined ? join(root, '.modelkeep') : join(git.commonDirectory, 'modelkeep'),
    within: git?.top === undefined ? '' : relative(git.top, realpathSync(root)).split(sep).join('/'),
    git: git !== undefined,
  };
}

function folderOf(path: string): string {
  const isFolder = isFolderOrNothing(path);
  if (isFolder !== undefined) return isFolder ? path : dirname(path);
  const above = upwards(path).find((folder) => existsSync(folder));
  if (above === undefined || above === dirname(above)) throw new RegistryError('path.missing', `There is nothing at ${path}.`, { details: { path } });
  return above;
}

/** Undefined where nothing can be seen; why not is said by whoever looks at the path itself. */
function isFolderOrNothing(path: string): boolean | undefined {
  try {
    return statSync(path).isDirectory();
  } catch {
    return undefined;
  }
}

function upwards(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; dirname(at) !== at; at = dirname(at)) folders.push(dirname(at));
  return folders;
}
