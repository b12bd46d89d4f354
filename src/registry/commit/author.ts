import { userInfo } from 'node:os';
import { readGitSubject } from '../../adapters/lineage/git/readGitSubject.ts';
import { readGitUser } from '../../adapters/lineage/git/readGitUser.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import type { PreparedCommit } from './prepareCommit.ts';

type Env = { readonly [name: string]: string | undefined };

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

/** The last Git subject, when it is newer than the model's last version: nobody wants yesterday's message again. */
export async function subjectMessage(root: string, trusted: boolean, env: Env, newestAt: string | undefined): Promise<string> {
  if (!trusted) return '';
  const last = await readGitSubject(root, env).catch(() => undefined);
  if (last === undefined || (newestAt !== undefined && Date.parse(newestAt) >= last.committedAt)) return '';
  return last.subject.toWellFormed().slice(0, 4096);
}

/** The message of a commit for which none was given. */
export async function defaultMessage(registry: OpenRegistry, prepared: PreparedCommit): Promise<string> {
  const model = (await registry.ledger.read('model', prepared.model))?.model ?? prepared.model;
  const newest = (await registry.ledger.read('versions', { model, limit: 1 }))[0];
  return subjectMessage(prepared.context.root, prepared.context.trusted, prepared.context.env, newest?.time);
}
