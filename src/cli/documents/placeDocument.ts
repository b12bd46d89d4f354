import type { Place } from '../../core/operations/place.ts';

/** Answer of `where`, `init` and `import` as JSON. */
export function placeDocument({ registry, config, folder, log, database, store, ...rest }: Place): Place {
  return { registry, config, folder, log, database, store, ...rest };
}
