import { versionSubject } from '../../fold/applyNamingEvents.ts';
import { MAX_DESCRIPTION } from '../../model/events/namingEvents.ts';
import type { EventDraft } from '../../model/event.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { Decide } from '../decision.ts';
import { requireRight } from '../requireRight.ts';
import { requireText } from './requireText.ts';
import { ofTag, requireTarget, type Target } from './target.ts';

/** A description of a version or of one of its tags; empty text takes it away. */
export type DescribeVersion = Target & { readonly text: string };

/** @throws RegistryError usage.invalid, reference.notFound, policy.refused */
export const decideDescribeVersion: Decide<DescribeVersion> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'contribute', 'describe a version');
  requireTarget(view, command);
  return descriptionEvents(view, author, command, command.text);
};

/** The event that gives a target its description; none when it has it. */
export function descriptionEvents(view: Pick<CatalogueView, 'fact'>, author: string, { version, tag }: Target, typed: string): readonly EventDraft[] {
  const text = requireDescription(typed);
  const was = view.fact(versionSubject(version, tag), 'description')?.value ?? '';
  return was === text ? [] : [{ type: 'version.described', body: { author, ...ofTag(tag), text, version, was } }];
}

/** @throws RegistryError usage.invalid */
export function requireDescription(text: string): string {
  return requireText(text, 'The description', { most: MAX_DESCRIPTION, lines: true, empty: true }).trim();
}
