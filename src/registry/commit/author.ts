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

/** The last Git subject, when it is newer than the last version: nobody wants yesterday's message again. */
export async function subjectMessage(root: string, trusted: boolean, env: Env, newest: { readonly time: string; readonly message: string } | undefined): Promise<string> {
  if (!trusted) return '';
  const last = await readGitSubject(root, env).catch(() => undefined);
  if (last === undefined) return '';
  const subject = last.subject.toWellFormed().slice(0, 4096);
  // Git counts in whole seconds: within one, only what it says can tell.
  const second = newest === undefined ? 0 : Math.floor(Date.parse(newest.time) / 1000) * 1000;
  return second > last.committedAt || (second === last.committedAt && subject === newest?.message) ? '' : subject;
}

/** The message of a commit for which none was given. */
export async function defaultMessage(registry: OpenRegistry, prepared: PreparedCommit): Promise<string> {
  const model = (await registry.ledger.read('model', prepared.model))?.model ?? prepared.model;
  const newest = (await registry.ledger.read('versions', { model, limit: 1 }))[0];
  return subjectMessage(prepared.context.root, prepared.context.trusted, prepared.context.env, newest);
}
