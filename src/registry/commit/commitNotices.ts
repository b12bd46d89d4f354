import { join } from 'node:path';
import type { CommitRequest, CommitResult } from '../../core/operations/commitOperations.ts';
import { formatCount } from '../../core/text/quantities.ts';
import type { PreparedCommit } from './prepareCommit.ts';
import { declaredFiles } from './targetFiles.ts';

/** What a person may not have meant by a commit, one sentence each: a part of a declared model, a secret that was left out before. */
export async function commitNotices(request: CommitRequest, { context, collected, model, config }: PreparedCommit, { state, ref, lineage }: CommitResult): Promise<readonly string[]> {
  if (state === 'unchanged' || state === 'evaluated') {
    const leftOut = request.allowSecret === true && lineage.missing.some(({ code }) => code === 'code.secret');
    return leftOut ? [`${ref} keeps the code as it was recorded first, without what looks like a credential; --allow-same makes a new version that has it.`] : [];
  }
  if (request.paths.length === 0 || request.include !== undefined || context.run !== undefined || config.paths.length === 0) return [];
  const declared = await declaredFiles(context.root, config, context.signal).catch(() => []); // the version is there already
  const committed = new Set(collected.files.map((file) => join(collected.folder, file.path)));
  const taken = declared.filter((file) => committed.has(file)).length;
  if (taken === 0 || taken === declared.length) return [];
  return [`modelkeep.json declares ${formatCount(declared.length, 'file')} for ${model}, and ${taken} of them ${taken === 1 ? 'was' : 'were'} named; modelkeep commit --model ${model} takes them all.`];
}
