import type { Headline } from '../../src/core/diff/versionDiff.ts';
import { element } from '../shared/element.ts';
import { say } from '../shared/say.ts';
import { shown } from './tables.ts';

/** What got better, what got worse, and most likely why: a mark and words, so that colour is never alone. */
export function headlineSentences({ sentences, why, whyNot }: Headline): readonly HTMLElement[] {
  return [
    ...sentences.map(sentence),
    ...(why === undefined ? [] : [element('p', { class: 'why' }, element('strong', {}, `${say('Most likely why')}: `), shown(why))]),
    ...(whyNot === undefined ? [] : [element('p', { class: 'why dim' }, shown(whyNot))]),
  ];
}

function sentence(text: string): HTMLElement {
  const [kind, mark] = text.startsWith('Better:') ? ['good', '▲'] : text.startsWith('Worse:') ? ['bad', '▼'] : ['plain', '•'];
  return element('p', { class: `sentence ${kind}` }, element('span', { 'aria-hidden': 'true' }, `${mark} `), shown(text));
}
