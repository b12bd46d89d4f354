import type { VersionRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';

/**
 * Members who made a version: who committed it, first; who brought it back after it was withdrawn; and, of one that was
 * adopted from a branch, who made its source.
 */
export function authorsOf(view: CatalogueView, version: Pick<VersionRow, 'id' | 'device'>): readonly string[] {
  const source = view.adoptedFrom(version.id);
  const devices = [version.device, ...broughtBack(view, version.id), ...(source === undefined ? [] : [view.version(source)?.device ?? '', ...broughtBack(view, source)])];
  return [...new Set(devices.map((device) => view.memberOf(device) ?? device))];
}

function broughtBack(view: CatalogueView, version: string): readonly string[] {
  return view.withdrawals(version).flatMap(({ back }) => (back === null ? [] : [back]));
}
