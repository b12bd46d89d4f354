import { compareCommits } from '../../adapters/lineage/git/compareCommits.ts';
import { resolveCommit } from '../../adapters/lineage/git/commitFacts.ts';
import { isRefusal } from '../../adapters/lineage/git/openRepository.ts';
import { GitFailure } from '../../adapters/lineage/git/runGit.ts';
import type { CodeChanges } from '../../core/diff/diffInput.ts';
import type { CodeLineage } from '../../core/model/lineage.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { openCodeRepository } from './codeRepository.ts';

/** What Git knows of the way between the commits of both sides, for each repository whose commit differs. */
export async function codeBetween(registry: OpenRegistry, from: readonly CodeLineage[], to: readonly CodeLineage[], options: { readonly trusted: boolean; readonly signal?: CancelSignal | undefined }): Promise<readonly CodeChanges[]> {
  const found: CodeChanges[] = [];
  for (const { repository, commit } of to) {
    const before = from.find((one) => one.repository === repository)?.commit;
    if (commit === undefined || before === undefined || commit === before) continue;
    found.push({ repository, ...(options.trusted ? await ask(registry, repository, before, commit, options.signal) : unread('Git is not run in an untrusted workspace, so the commits between were not read.')) });
  }
  return found;
}

async function ask(registry: OpenRegistry, name: string, from: string, to: string, signal: CancelSignal | undefined): Promise<Omit<CodeChanges, 'repository'>> {
  try {
    const repository = await openCodeRepository(registry, name, signal);
    if (isRefusal(repository)) return unread(repository.message);
    for (const commit of [from, to]) {
      if ((await resolveCommit(repository, commit)) === undefined) return unread(`The commit ${commit.slice(0, 7)} is not in this clone; fetch it to see what lies between.`);
    }
    return await compareCommits(repository, from, to);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return unread(`The commits between could not be read: ${error.message}.`);
  }
}

function unread(problem: string): Omit<CodeChanges, 'repository'> {
  return { commits: [], commitTotal: 0, files: [], fileTotal: 0, problem };
}
