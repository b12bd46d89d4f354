import { RegistryError } from '../../errors.ts';
import type { Decide } from '../decision.ts';
import { requireRight } from '../requireRight.ts';
import { requireText } from './requireText.ts';
import { requireTarget, type Target } from './target.ts';

/** A tag that is no longer recommended; the version and its other tags stay as they are. */
export type RetireTag = Target & { readonly reason: string };

/** @throws RegistryError usage.invalid, reference.notFound, policy.refused (withdrawn, retired already) */
export const decideRetireTag: Decide<RetireTag> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'contribute', 'retire a tag');
  if (command.tag === '') throw new RegistryError('usage.invalid', 'A tag is retired, and this names none.', { hint: 'Name it by the tag: modelkeep tag NAME:1.4.0 --retire --reason TEXT' });
  const { model } = requireTarget(view, command);
  const reason = requireText(command.reason, 'The reason', { most: 4096, lines: true });
  const row = view.tag(model, command.tag);
  if (row !== undefined && row.toPosition !== null) throw new RegistryError('policy.refused', `The tag ${command.tag} of ${view.nameOf(model)} is retired already.`, { details: { reason: row.reason } });
  return [{ type: 'tag.retired', body: { author, model, reason, tag: command.tag } }];
};
