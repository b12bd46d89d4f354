import type { MemberRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';

/** Administrators who can act: those with a key in force. */
export function administrators(view: Pick<CatalogueView, 'membersWithRole' | 'devicesOf'>): readonly MemberRow[] {
  return view.membersWithRole('admin').filter((one) => view.devicesOf(one.id).length > 0);
}

/** True when nobody else could administer the registry. */
export function isLastAdministrator(view: Pick<CatalogueView, 'membersWithRole' | 'devicesOf'>, member: string): boolean {
  const all = administrators(view);
  return all.length === 1 && all[0]?.id === member;
}
