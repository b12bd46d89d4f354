import { readGitSubject } from '../../adapters/lineage/git/readGitSubject.ts';
import type { Env } from './author.ts';

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
