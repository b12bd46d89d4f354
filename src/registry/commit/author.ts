import { userInfo } from 'node:os';
import { readGitUser } from '../../adapters/lineage/git/readGitUser.ts';

/** Variables of the process's environment. */
export type Env = { readonly [name: string]: string | undefined };

/** Who commits: the Git user's name, else the account's. A claim, marked as such wherever it is shown. */
export async function authorName(root: string, trusted: boolean, env: Env): Promise<string> {
  const user = trusted ? await readGitUser(root, env).catch(() => ({ name: undefined })) : { name: undefined };
  const name = user.name ?? accountName(env);
  return name.toWellFormed().slice(0, 256);
}

function accountName(env: Env): string {
  try {
    return userInfo().username || 'unknown';
  } catch {
    return env['USER'] || env['USERNAME'] || 'unknown';
  }
}
