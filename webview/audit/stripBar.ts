import { say } from '../shared/say.ts';
import { element } from '../shared/element.ts';
import { entryMark } from './entryMark.ts';
import { entryWords, periodSentence, versionWords, type Entry } from './periodWords.ts';
import type { StripItem } from './stripLayout.ts';

/** Pixels that a letter of a bar takes, the mark, and what stands around them. */
const LETTER = 7.5;
const MARK = 15;
const AROUND = 8;

/** A bar as a button. What held the stage against the rules is never hidden among others. */
export function stripBar({ periods, width }: StripItem, marked: string | undefined): HTMLElement {
  const [first] = periods;
  const entry = worstOf(periods.map((period) => period.entry));
  const isMarked = periods.some(({ id }) => id === marked);
  // What was put aside holds its stage without anybody having chosen it.
  const holds = periods.some((period) => period.exit === undefined && period.entry !== 'replaced');
  const label = first === undefined || periods.length > 1 ? `×${periods.length}` : `v${first.number}`;
  const room = width - AROUND - label.length * LETTER;
  // Where there is little room the plainest mark gives way to the name.
  const named = room >= (entry === 'promoted' ? 0 : MARK);
  const plain = periods.length > 1 && entry !== 'overridden' && entry !== 'rolledBack';
  const words = first === undefined || periods.length > 1 ? severalWords(periods) : periodSentence(first);
  const classes = ['stage-bar', entry, ...(holds ? ['holds'] : []), ...(periods.length > 1 ? ['several'] : []), ...(isMarked ? ['marked'] : [])];
  return element(
    'button',
    { type: 'button', class: classes.join(' '), tabindex: -1, 'data-key': `${first?.stage ?? ''} ${first?.from ?? 0}`, 'aria-label': isMarked ? `${words}, ${say('this version')}` : words, 'aria-current': isMarked },
    ...(named && (plain || room < MARK) ? [] : [entryMark(entry)]),
    ...(named ? [element('span', { 'aria-hidden': 'true' }, label)] : []),
  );
}

function severalWords(periods: StripItem['periods']): string {
  const counts = (['overridden', 'rolledBack'] as const).map((entry) => [entry, periods.filter((period) => period.entry === entry).length] as const).filter(([, count]) => count > 0);
  const [first, last] = [periods[0], periods.at(-1)];
  return [say('{0} periods', periods.length), ...(first === undefined || last === undefined ? [] : [`${versionWords(first)} – ${versionWords(last)}`]), ...counts.map(([entry, count]) => `${count} × ${entryWords(entry)}`), say('Enter brings them closer')].join(', ');
}

/** The entry that an auditor must not miss. */
function worstOf(entries: readonly Entry[]): Entry {
  return (['overridden', 'rolledBack', 'promoted'] as const).find((entry) => entries.includes(entry)) ?? 'replaced';
}
