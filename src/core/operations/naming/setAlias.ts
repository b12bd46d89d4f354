import { RegistryError } from '../../errors.ts';
import { requireAliasName } from '../../model/names.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { Decide } from '../decision.ts';
import { requireRight } from '../requireRight.ts';
import { requireVersion } from '../requireVersion.ts';
import { requireModel, type KnownModel } from './requireModel.ts';

/** Compare and set: `expect` is the id of the version that the author saw the alias point at, null for none. */
export interface SetAlias {
  readonly model: string;
  readonly alias: string;
  readonly version: string;
  readonly expect: string | null;
}

export type RemoveAlias = Omit<SetAlias, 'version'>;

/** @throws RegistryError name.invalid, reference.notFound, usage.invalid (another model's version), conflict (it points elsewhere now), policy.refused */
export const decideSetAlias: Decide<SetAlias> = ({ view, actor, author }, { model, alias, version: id, expect }) => {
  requireRight({ view, actor }, 'contribute', 'move an alias');
  const of = requireModel(view, model);
  requireAliasName(alias);
  const version = requireVersion(view, id, 'no alias points at it');
  if (version.model !== of.key) throw new RegistryError('usage.invalid', `${view.nameOf(version.model)} v${version.number} is a version of another model than ${of.name}.`);
  const held = view.alias(of.key, alias)?.version ?? null;
  if (held === id) return [];
  if (held !== expect) refuseMoved(view, of, alias, expect);
  return [{ type: 'alias.set', body: { alias, author, expect, model: of.key, version: id } }];
};

/** @throws RegistryError reference.notFound, conflict, policy.refused */
export const decideRemoveAlias: Decide<RemoveAlias> = ({ view, actor, author }, { model, alias, expect }) => {
  requireRight({ view, actor }, 'contribute', 'take an alias away');
  const of = requireModel(view, model);
  const held = view.alias(of.key, alias)?.version ?? null;
  if (held === null && expect === null) throw new RegistryError('reference.notFound', `${of.name} has no alias ${alias}.`);
  if (held !== expect || expect === null) return refuseMoved(view, of, alias, expect);
  return [{ type: 'alias.removed', body: { alias, author, expect, model: of.key } }];
};

function refuseMoved(view: CatalogueView, { key, name }: KnownModel, alias: string, expect: string | null): never {
  const row = view.alias(key, alias);
  const ref = (id: string): string => `${name}:v${view.versionKey(id)?.number ?? 0}`;
  const now = row === undefined ? 'points at nothing' : `points at ${ref(row.version)}`;
  throw new RegistryError('conflict', `${name}@${alias} ${now} now${row === undefined ? '' : `, set by ${row.author}`}; ${expect === null ? 'nothing' : ref(expect)} was expected.`, {
    hint: 'Nothing was changed. Look at it, then decide again.',
    details: { alias, now: row === undefined ? null : ref(row.version), expected: expect === null ? null : ref(expect), ...(row === undefined ? {} : { author: row.author }) },
  });
}
