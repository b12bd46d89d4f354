import type { Place } from '../../core/operations/place.ts';
import { table, type Cell, type Facts } from './layout.ts';
import { look } from './paint.ts';

/** Where everything of a registry lies. Paths are never cut: they are there to be copied. */
export function placeText(place: Place, facts: Facts): string {
  const rows: Cell[][] = [
    ['registry', [look('strong', place.registry), ` ${place.name}`]],
    ['config', place.config],
    ['folder', place.folder],
    ['log', place.log],
    ['database', [place.database, ...(place.replica ? [look('dim', ' (replica on this machine)')] : [])]],
    ['store', place.store],
    ...(place.readOnly ? [['access', look('warn', 'read only')]] : []),
  ];
  return table([{}, {}], rows, { ...facts, width: Infinity });
}
