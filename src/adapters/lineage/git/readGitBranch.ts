import { currentBranch } from './commitFacts.ts';
import type { Environment } from './findGit.ts';
import { isRefusal, openRepository } from './openRepository.ts';
import { GitFailure } from './runGit.ts';

/** The Git branch that is checked out; undefined where there is none or Git cannot tell. Runs Git, hardened: for trusted workspaces only. */
export async function readGitBranch(root: string, env: Environment): Promise<string | undefined> {
  const repository = await openRepository(root, { env });
  if (isRefusal(repository)) return undefined;
  try {
    return await currentBranch(repository);
  } catch (error) {
    if (error instanceof GitFailure) return undefined;
    throw error;
  }
}
