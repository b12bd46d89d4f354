import { RegistryError } from '../../errors.ts';
import type { EventDraft } from '../../model/event.ts';
import type { Decide } from '../decision.ts';
import { requireRight } from '../requireRight.ts';
import { requireLabelName } from './setLabels.ts';
import { ofTag, requireTarget, type Target } from './target.ts';

export type RemoveLabels = Target & { readonly names: readonly string[] };

/** @throws RegistryError name.invalid, reference.notFound (a label that is not there), policy.refused */
export const decideRemoveLabels: Decide<RemoveLabels> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'contribute', 'take labels away');
  const { version, tag } = command;
  requireTarget(view, command);
  return [...new Set(command.names)].map((name): EventDraft => {
    requireLabelName(name);
    const row = view.label(version, tag, name);
    if (row !== undefined) return { type: 'label.removed', body: { author, name, ...ofTag(tag), version, was: row.value } };
    const there = view.labels(version, tag).map((label) => label.name);
    throw new RegistryError('reference.notFound', `There is no label ${name}.`, { hint: there.length === 0 ? 'It has no label.' : `It has: ${there.slice(0, 10).join(', ')}${there.length > 10 ? ', …' : ''}.` });
  });
};
