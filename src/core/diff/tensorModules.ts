import type { TensorKind, TensorModule } from './sectionChanges.ts';

interface Group {
  readonly module: string;
  readonly series?: string;
  readonly index?: number;
  readonly counts: Map<string, number>;
}

/** In longer names no layer is looked for. */
const MOST_CHARACTERS = 1000;
/** The name up to its first whole number (`model.layers.3` of `model.layers.3.mlp.up.weight`). */
const LAYER = /^((?:[^./]*[./])*?)(\d{1,9})(?=[./])/;

/** Collects how many tensors of each module changed and how. */
export function tensorModules(): { add(name: string, change: TensorKind | 'same'): void; modules(): readonly TensorModule[] } {
  const groups = new Map<string, Group>();
  let last: Group | undefined;
  function groupOf(name: string): Group {
    const place = placeOf(name);
    const known = groups.get(place.module) ?? { ...place, counts: new Map<string, number>() };
    groups.set(place.module, known);
    return known;
  }
  return {
    add(name, change) {
      // Tensors of a layer mostly follow each other.
      const group = last?.series !== undefined && isWithin(name, last.module) ? last : groupOf(name);
      last = group;
      group.counts.set(change, (group.counts.get(change) ?? 0) + 1);
    },
    modules: () => [...groups.values()].sort(inNaturalOrder).map(({ counts, ...place }) => ({ ...place, total: [...counts.values()].reduce((sum, count) => sum + count, 0), counts: Object.fromEntries(counts) })),
  };
}

function isWithin(name: string, module: string): boolean {
  const next = name.charAt(module.length);
  return (next === '.' || next === '/') && name.length <= MOST_CHARACTERS && name.startsWith(module);
}

function placeOf(name: string): Omit<Group, 'counts'> {
  const layer = name.length > MOST_CHARACTERS ? null : LAYER.exec(name);
  if (layer !== null) {
    const [module, series = '', index] = layer;
    return { module, series: series.slice(0, -1), index: Number(index) };
  }
  const end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/'));
  return { module: end > 0 ? name.slice(0, end) : name };
}

function inNaturalOrder(a: Group, b: Group): number {
  const [left, right] = [a.series ?? a.module, b.series ?? b.module];
  if (left !== right) return left < right ? -1 : 1;
  return (a.index ?? -1) - (b.index ?? -1);
}
