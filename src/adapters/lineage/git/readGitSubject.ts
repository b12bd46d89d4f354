import { commitFacts, resolveCommit } from './commitFacts.ts';
import type { Environment } from './findGit.ts';
import { isRefusal, openRepository } from './openRepository.ts';
import { GitFailure } from './runGit.ts';

/** First line of the newest commit's message. */
export interface GitSubject {
  readonly subject: string;
  /** Milliseconds since the epoch. */
  readonly committedAt: number;
}

/**
 * Subject and time of the commit that is checked out, to prefill a message; undefined where there is none or Git cannot
 * tell. Runs Git, hardened: for trusted workspaces only.
 */
export async function readGitSubject(root: string, env: Environment = process.env): Promise<GitSubject | undefined> {
  const repository = await openRepository(root, { env });
  if (isRefusal(repository)) return undefined;
  try {
    const commit = await resolveCommit(repository, 'HEAD');
    if (commit === undefined) return undefined;
    const { subject, committedAt } = await commitFacts(repository, commit);
    return subject === undefined || committedAt === undefined ? undefined : { subject, committedAt };
  } catch (error) {
    if (error instanceof GitFailure) return undefined;
    throw error;
  }
}
