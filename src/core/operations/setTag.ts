import { RegistryError } from '../errors.ts';
import { bumpSemver, compareSemver, parseSemver } from '../model/semver.ts';
import type { EventDraft } from '../model/event.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Decide } from './decision.ts';
import { requireRight } from './requireRight.ts';
import { requireVersion } from './requireVersion.ts';

/** A semver name for a version; `bump`: the next after the model's highest. */
export type SetTag = { readonly version: string } & ({ readonly tag: string } | { readonly bump: 'major' | 'minor' | 'patch' });

/** @throws RegistryError name.invalid, conflict (taken by another version), reference.notFound, policy.refused */
export const decideSetTag: Decide<SetTag> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'contribute', 'tag a version');
  const version = requireVersion(view, command.version);
  const tag = 'bump' in command ? bumpSemver(highestTag(view, version.model), command.bump) : command.tag;
  return tagEvents(view, author, version, tag);
};

/**
 * The event that gives a version a tag; none when it has it. The version may be one that is committed in the same batch.
 * @throws RegistryError name.invalid, conflict
 */
export function tagEvents(view: CatalogueView, author: string, version: { readonly id: string; readonly model: string }, typed: string): readonly EventDraft[] {
  const tag = typed.replace(/^v/, '');
  if (parseSemver(tag) === undefined) {
    throw new RegistryError('name.invalid', `${JSON.stringify(tag)} is no semantic version.`, { hint: 'Use MAJOR.MINOR.PATCH, like 1.4.0 or 2.0.0-rc.1.', details: { name: tag } });
  }
  const taken = view.tag(version.model, tag);
  const twin = view.tagsOfModel(version.model).find((row) => row.tag !== tag && row.tag.toLowerCase() === tag.toLowerCase());
  if (twin !== undefined) throw new RegistryError('conflict', `${tag} looks like the tag ${twin.tag}, which ${view.nameOf(version.model)} has already.`, { hint: 'Choose another.', details: { tag, holder: twin.version } });
  if (taken === undefined) return [{ type: 'tag.set', body: { author, tag, version: version.id } }];
  if (taken.version === version.id && taken.toPosition === null) return [];
  if (taken.version === version.id) throw new RegistryError('conflict', `${tag} was retired: ${taken.reason}`, { hint: 'A retired tag does not come back. Choose another, or let one be chosen: --bump patch.', details: { tag, holder: taken.version } });
  const holder = view.versionKey(taken.version);
  throw new RegistryError('conflict', `${view.nameOf(version.model)} has a ${tag} already: v${holder?.number}. A tag never moves.`, {
    hint: 'Choose another, or let one be chosen: --bump patch.',
    details: { tag, holder: taken.version },
  });
}

/** The highest tag of a model by semver's order, retired ones too. */
function highestTag(view: CatalogueView, model: string): string | undefined {
  let highest: string | undefined;
  for (const { tag } of view.tagsOfModel(model)) {
    const [one, best] = [parseSemver(tag), highest === undefined ? undefined : parseSemver(highest)];
    if (one !== undefined && (best === undefined || compareSemver(one, best) > 0)) highest = tag;
  }
  return highest;
}
