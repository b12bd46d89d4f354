import { RegistryError } from '../errors.ts';
import type { VersionRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';

/**
 * A version that may still be changed. `what`: what a withdrawn one cannot do.
 * @throws RegistryError reference.notFound, policy.refused when it is withdrawn
 */
export function requireVersion(view: CatalogueView, id: string, what = 'nothing of it changes any more'): VersionRow {
  const version = view.version(id);
  if (version === undefined) throw new RegistryError('reference.notFound', `There is no version ${id.slice(0, 8)}.`);
  if (view.isWithdrawn(id)) throw new RegistryError('policy.refused', `${view.nameOf(version.model)} v${version.number} is withdrawn; ${what}.`);
  return version;
}
