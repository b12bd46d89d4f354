import type { NamingEvents } from '../model/events/namingEvents.ts';
import type { VersionKey } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Appliers } from './eventPlace.ts';
import { factChanges } from './factChanges.ts';
import { withRight } from './withRight.ts';

/** Tags, labels, descriptions, aliases and deployments: names and notes that every contributor may give. */
export const APPLY_NAMING_EVENTS: Appliers<keyof NamingEvents> = {
  'tag.set': withRight('contribute', ({ view, place }, { author, tag, version }) => {
    const named = namedVersion(view, version, undefined);
    if ('rejected' in named) return named;
    const taken = view.tag(named.model, tag);
    if (taken !== undefined) return { rejected: `the tag ${tag} is taken` };
    return { changes: [{ table: 'tag', row: { model: named.model, tag, version, author, reason: '', fromPosition: place.position, toPosition: null } }] };
  }),
  'tag.retired': withRight('contribute', ({ view, place }, { model, reason, tag }) => {
    const row = view.tag(model, tag);
    if (row === undefined) return { rejected: `there is no tag ${tag}` };
    if (row.toPosition !== null) return { rejected: `the tag ${tag} is retired already` };
    return { changes: [{ end: 'tag', where: { model, tag }, toPosition: place.position, with: { reason } }] };
  }),
  'label.set': withRight('contribute', ({ view, place }, { author, name, tag, value, version }) => {
    const named = namedVersion(view, version, tag);
    if ('rejected' in named) return named;
    const key = { version, tag: tag ?? '', name };
    return { changes: [{ end: 'label', where: key, toPosition: place.position }, { table: 'label', row: { ...key, value, author, fromPosition: place.position, toPosition: null } }] };
  }),
  'label.removed': withRight('contribute', ({ view, place }, { name, tag = '', version }) => {
    if (view.label(version, tag, name) === undefined) return { rejected: `there is no label ${name}` };
    return { changes: [{ end: 'label', where: { version, tag, name }, toPosition: place.position }] };
  }),
  'version.described': withRight('contribute', ({ view, place }, { author, tag, text, version }) => {
    const named = namedVersion(view, version, tag);
    if ('rejected' in named) return named;
    return { changes: factChanges(versionSubject(version, tag ?? ''), 'description', text, author, place.position) };
  }),
  'alias.set': withRight('contribute', ({ view, place }, { alias, author, expect, model, version }) => {
    const named = namedVersion(view, version, undefined);
    if ('rejected' in named) return named;
    if (named.model !== model) return { rejected: 'it is a version of another model' };
    const held = view.alias(model, alias)?.version ?? null;
    if (held !== expect) return { rejected: moved(view, alias, held) };
    if (held === version) return { rejected: `${alias} points there already` };
    return { changes: [{ end: 'alias', where: { model, alias }, toPosition: place.position }, { table: 'alias', row: { model, alias, version, author, fromPosition: place.position, toPosition: null } }] };
  }),
  'alias.removed': withRight('contribute', ({ view, place }, { alias, expect, model }) => {
    const held = view.alias(model, alias)?.version ?? null;
    if (held !== expect) return { rejected: moved(view, alias, held) };
    return { changes: [{ end: 'alias', where: { model, alias }, toPosition: place.position }] };
  }),
  'deployment.recorded': withRight('contribute', ({ view, place }, { author, message, tag, target, version }) => {
    const named = namedVersion(view, version, tag);
    if ('rejected' in named) return named;
    return { changes: [{ table: 'deployment', row: { position: place.position, version, tag: tag ?? '', target, message, author, time: place.time } }] };
  }),
};

/** What descriptions of a version, or of one of its tags, are kept under. */
export function versionSubject(version: string, tag: string): string {
  return tag === '' ? `version:${version}` : `tag:${version}:${tag}`;
}

function namedVersion(view: CatalogueView, version: string, tag: string | undefined): VersionKey | { readonly rejected: string } {
  const key = view.versionKey(version);
  if (key === undefined) return { rejected: 'there is no such version' };
  if (view.isWithdrawn(version)) return { rejected: 'the version is withdrawn' };
  if (tag !== undefined && view.tag(key.model, tag)?.version !== version) return { rejected: `the version is not tagged ${tag}` };
  return key;
}

function moved(view: CatalogueView, alias: string, held: string | null): string {
  return held === null ? `${alias} points at nothing now` : `${alias} points at v${view.versionKey(held)?.number} now`;
}
