import type { ProjectConfig } from '../../core/model/projectConfig.ts';
import { matchesNameGlob } from '../../core/policy/nameGlob.ts';
import { readGitBranch } from '../../adapters/lineage/git/readGitBranch.ts';

/** The branch of a model that commits go to where none is given: what `modelkeep.json` maps the Git branch to, else `main`. */
export async function mappedBranch(root: string, { branches = [] }: ProjectConfig, trusted: boolean, env: { readonly [name: string]: string | undefined }): Promise<string> {
  if (branches.length === 0 || !trusted) return 'main';
  const git = await readGitBranch(root, env);
  return git === undefined ? 'main' : (branches.find(([glob]) => matchesNameGlob(glob, git))?.[1] ?? 'main');
}
