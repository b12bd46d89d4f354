import { RegistryError } from '../../errors.ts';
import type { VersionRow } from '../../model/rows.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import { requireVersion } from '../requireVersion.ts';

/** A version, or one of its tags (empty: the version itself). A tag has its own labels, description, evaluations and deployments. */
export interface Target {
  readonly version: string;
  readonly tag: string;
}

/**
 * The version of a target that may still be changed.
 * @throws RegistryError reference.notFound, policy.refused when it is withdrawn
 */
export function requireTarget(view: CatalogueView, { version, tag }: Target): VersionRow {
  const row = requireVersion(view, version);
  if (tag === '' || view.tag(row.model, tag)?.version === version) return row;
  throw new RegistryError('reference.notFound', `${view.nameOf(row.model)} v${row.number} is not tagged ${tag}.`);
}

/** The member that says which tag an event is about; none for the version itself. */
export function ofTag(tag: string): { readonly tag?: string } {
  return tag === '' ? {} : { tag };
}
