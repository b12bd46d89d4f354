import { RegistryError } from '../errors.ts';
import type { EventDraft } from '../model/event.ts';
import type { DecisionContext } from './decision.ts';
import { requireMayRetire } from './naming/requireMayRetire.ts';
import { requireText } from './naming/requireText.ts';
import { requireFree } from './naming/withdrawVersion.ts';

/** Undo of a commit: takes the newest version out of sight while nothing points at it. Its bytes and events stay. */
export interface UndoCommit {
  readonly version: string;
  readonly reason: string;
  readonly author: string;
}

/** @throws RegistryError reference.notFound, policy.refused (somebody else's, not the newest, something points at it, withdrawn already) */
export function decideUndoCommit(context: DecisionContext, command: UndoCommit): readonly EventDraft[] {
  const { view } = context;
  const version = view.version(command.version);
  if (version === undefined) throw new RegistryError('reference.notFound', `There is no version ${command.version.slice(0, 8)}.`);
  const name = `${view.nameOf(version.model)} v${version.number}`;
  if (view.isWithdrawn(version.id)) throw new RegistryError('policy.refused', `${name} is withdrawn already.`);
  requireMayRetire(context, version, 'undo');
  const child = view.children(version.id)[0];
  if (child !== undefined) {
    throw new RegistryError('policy.refused', `${name} cannot be undone: ${view.nameOf(child.model)} v${child.number} was made from it.`, { hint: 'Undo the newer version first.' });
  }
  const newest = view.newestOnBranch(version.model, version.branch);
  if (newest?.id !== version.id) {
    throw new RegistryError('policy.refused', `${name} cannot be undone: it is not the newest version of ${version.branch}.`, { hint: 'Only the newest version can be undone.' });
  }
  requireFree(view, version, 'undone');
  const reason = requireText(command.reason, 'The reason', { most: 4096, lines: true, empty: true });
  return [{ type: 'version.withdrawn', body: { author: command.author, reason, version: version.id } }];
}
