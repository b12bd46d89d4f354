import { publicRemote } from './publicRemote.ts';
import { type OpenOptions, isRefusal, openRepository, settingOf } from './openRepository.ts';
import { GitFailure } from './runGit.ts';

/** The remote that has a commit (its URL without credentials), none, or why that could not be found out. */
export type OnRemote = { readonly remote: string | undefined } | { readonly problem: string };

/** Those that run no program of the repository's choice. */
const PROTOCOLS = { GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh' };

/**
 * Whether a commit is on a Git remote: one of the heads and tags that the remote names is the commit or comes after it.
 * What comes after is known of what was fetched or pushed from here only.
 * @throws RegistryError cancelled
 */
export async function findOnRemote(folder: string, commit: string, options: OpenOptions): Promise<OnRemote> {
  const repository = await openRepository(folder, options);
  if (isRefusal(repository)) return { problem: repository.message };
  const names = [...new Set(repository.settings.flatMap(({ key }) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? []))];
  if (names.length === 0) return { problem: 'The repository has no remote.' };
  const problems: string[] = [];
  for (const name of names) {
    try {
      const heads = (await repository.run(['ls-remote', '--upload-pack=git-upload-pack', '--heads', '--tags', '--', name], { env: PROTOCOLS })).stdout.toString('utf8');
      for (const head of new Set(heads.match(/^[0-9a-f]{40,64}/gm) ?? [])) {
        const after = head === commit || (await repository.run(['merge-base', '--is-ancestor', commit, head], { allow: [1, 128] })).exitCode === 0;
        if (after) return { remote: publicRemote(settingOf(repository.settings, `remote.${name}.url`) ?? '') ?? name };
      }
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      problems.push(`${name} did not answer (${error.message}).`);
    }
  }
  return problems.length === names.length ? { problem: problems.join(' ') } : { remote: undefined };
}
