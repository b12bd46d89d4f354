import type { TensorKind, TensorModule } from './sectionChanges.ts';

interface Group {
  readonly module: string;
  readonly series?: string;
  readonly index?: number;
  readonly counts: Map<string, number>;
}

/** The name up to its first whole number (`model.layers.3` of `model.layers.3.mlp.up.weight`). */
const LAYER = /^((?:[^./]*[./])*?)(\d{1,9})(?=[./])/;

/** Collects how many tensors of each module changed and how. */
export function tensorModules(): { add(name: string, change: TensorKind | 'same'): void; modules(): readonly TensorModule[] } {
  const groups = new Map<string, Group>();
  return {
    add(name, change) {
      const place = placeOf(name);
      let group = groups.get(place.module);
      if (group === undefined) {
        group = { ...place, counts: new Map() };
        groups.set(place.module, group);
      }
      group.counts.set(change, (group.counts.get(change) ?? 0) + 1);
    },
    modules: () => [...groups.values()].sort(inNaturalOrder).map(({ counts, ...place }) => ({ ...place, total: [...counts.values()].reduce((sum, count) => sum + count, 0), counts: Object.fromEntries(counts) })),
  };
}

function placeOf(name: string): Omit<Group, 'counts'> {
  const layer = name.length > 1000 ? null : LAYER.exec(name);
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
