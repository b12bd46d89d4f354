import type { TensorModule } from '../../src/core/diff/sectionChanges.ts';
import { element } from '../shared/element.ts';
import { say } from '../shared/say.ts';
import { shown } from './tables.ts';

/** More rows than this are told by the table alone. */
const MOST_ROWS = 40;
const MOST_BARS = 400;

/**
 * A row of bars for each series of layers: the higher, the more of the layer's tensors differ. The row says the same in
 * words; pressing a bar filters the table of tensors by its layer.
 */
export function layerStrip(modules: readonly TensorModule[], choose: (module: string) => void): HTMLElement {
  const series = new Map<string, TensorModule[]>();
  for (const module of modules) series.set(module.series ?? module.module, [...(series.get(module.series ?? module.module) ?? []), module]);
  const rows = [...series].slice(0, MOST_ROWS).map(([name, layers]) => stripRow(name, layers, choose));
  return element('div', { class: 'strip', role: 'group', 'aria-label': say('Change per layer') }, ...rows);
}

function stripRow(name: string, layers: readonly TensorModule[], choose: (module: string) => void): HTMLElement {
  const changed = layers.filter((layer) => differing(layer) > 0).length;
  const words = layers.length === 1 ? say('{0} of {1} tensors differ', differing(layers[0]), layers[0]?.total ?? 0) : say('{0} of {1} layers differ', changed, layers.length);
  const bars = element('div', { class: 'bars', role: 'toolbar', 'aria-label': `${shown(name)}: ${words}` }, ...layers.slice(0, MOST_BARS).map((layer, at) => bar(layer, at === 0, choose)));
  bars.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const all = [...bars.children] as HTMLElement[];
    const next = step === undefined ? undefined : all[all.indexOf(document.activeElement as HTMLElement) + step];
    if (next === undefined) return;
    for (const one of all) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  });
  return element('div', { class: 'strip-row' }, element('span', { class: 'strip-name', title: shown(name) }, shown(name)), bars, element('span', { class: 'dim' }, words));
}

function bar(layer: TensorModule, reachable: boolean, choose: (module: string) => void): HTMLElement {
  const label = `${shown(layer.module)}: ${say('{0} of {1} tensors differ', differing(layer), layer.total)}`;
  const level = layer.total === 0 ? 0 : Math.ceil((differing(layer) / layer.total) * 4);
  const made = element('button', { type: 'button', class: `bar level-${level}`, 'aria-label': label, title: label, tabindex: reachable ? 0 : -1 }, element('span', {}));
  made.addEventListener('click', () => choose(layer.module));
  return made;
}

function differing(layer: TensorModule | undefined): number {
  return layer === undefined ? 0 : layer.total - (layer.counts['same'] ?? 0);
}
