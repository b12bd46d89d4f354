import type { VersionRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';

/** Members who made a version: who committed it and, of one that was adopted from a branch, who committed its source. */
export function authorsOf(view: CatalogueView, version: Pick<VersionRow, 'id' | 'device'>): readonly string[] {
  const source = view.adoptedFrom(version.id);
  const devices = [version.device, ...(source === undefined ? [] : [view.version(source)?.device ?? ''])];
  return [...new Set(devices.map((device) => view.memberOf(device) ?? device))];
}
