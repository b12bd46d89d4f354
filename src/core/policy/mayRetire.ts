import type { VersionRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import { authorsOf } from './authorsOf.ts';
import { hasRight } from './roles.ts';

/** True for who may deprecate or withdraw a version: a maintainer, or who committed it. */
export function mayRetire(view: CatalogueView, actor: { readonly id: string; readonly roles: readonly string[] }, version: Pick<VersionRow, 'id' | 'device'>): boolean {
  return hasRight(actor.roles, 'maintain') || (hasRight(actor.roles, 'contribute') && authorsOf(view, version)[0] === actor.id);
}
