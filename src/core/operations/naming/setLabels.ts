import { RegistryError } from '../../errors.ts';
import { isLabelName, MAX_LABEL } from '../../model/events/namingEvents.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { EventDraft } from '../../model/event.ts';
import type { Decide } from '../decision.ts';
import { requireRight } from '../requireRight.ts';
import { requireText } from './requireText.ts';
import { ofTag, requireTarget, type Target } from './target.ts';

/** A label: one fact that somebody says of a version. */
export interface Label {
  readonly name: string;
  readonly value: string;
}

export type SetLabels = Target & { readonly labels: readonly Label[] };

/** Labels that one version, or one tag, may have. */
export const MAX_LABELS = 200;

/** @throws RegistryError name.invalid, usage.invalid, reference.notFound, policy.refused */
export const decideSetLabels: Decide<SetLabels> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'contribute', 'label a version');
  requireTarget(view, command);
  return labelEvents(view, author, command, command.labels);
};

/** The events that give a target its labels; none for those that it has. Their format and number are checked. */
export function labelEvents(view: Pick<CatalogueView, 'labels'>, author: string, { version, tag }: Target, labels: readonly Label[]): readonly EventDraft[] {
  requireLabels(labels);
  const present = view.labels(version, tag);
  const events = labels.flatMap(({ name, value }): EventDraft[] => {
    const twin = present.find((row) => row.name !== name && row.name.toLowerCase() === name.toLowerCase());
    if (twin !== undefined) throw new RegistryError('name.invalid', `${name} looks like the label ${twin.name}, which is there already.`, { hint: `Use ${twin.name}.`, details: { name } });
    const was = present.find((row) => row.name === name)?.value ?? null;
    return was === value ? [] : [{ type: 'label.set', body: { author, name, ...ofTag(tag), value, version, was } }];
  });
  const fresh = events.filter((event) => 'was' in event.body && event.body.was === null).length;
  if (present.length + fresh > MAX_LABELS) throw new RegistryError('policy.refused', `It would have ${present.length + fresh} labels; at most ${MAX_LABELS} are allowed.`);
  return events;
}

/** @throws RegistryError name.invalid, usage.invalid */
export function requireLabels(labels: readonly Label[]): void {
  const names = labels.map(({ name }) => name.toLowerCase());
  const twice = labels.find((_, i) => names.indexOf(names[i] as string) !== i);
  if (twice !== undefined) throw new RegistryError('usage.invalid', `The label ${twice.name} is given twice.`);
  for (const { name, value } of labels) {
    requireLabelName(name);
    requireText(value, `The value of ${name}`, { most: MAX_LABEL, empty: true });
  }
}

/** @throws RegistryError name.invalid */
export function requireLabelName(name: string): void {
  if (isLabelName(name)) return;
  throw new RegistryError('name.invalid', `${JSON.stringify(name.slice(0, 200))} cannot be a label's name.`, {
    hint: 'Use letters, digits, ".", "_", "-" and "/"; begin and end with a letter or digit; at most 128 characters.',
    details: { name: name.slice(0, 200) },
  });
}
