import { RegistryError } from '../../errors.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';

/** A registered model as decisions need it. */
export interface KnownModel {
  readonly key: string;
  /** Present name. */
  readonly name: string;
  readonly archived: boolean;
}

/**
 * The model of a present or former name.
 * @throws RegistryError reference.notFound
 */
export function requireModel(view: CatalogueView, name: string): KnownModel {
  const row = view.modelNamed(name) ?? view.model(name);
  if (row === undefined) throw new RegistryError('reference.notFound', `There is no model called ${name}.`, { hint: 'modelkeep list shows the models.' });
  return { key: row.model, name: view.nameOf(row.model), archived: view.fact(`model:${row.model}`, 'archived') !== undefined };
}
