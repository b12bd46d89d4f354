import { inertText } from '../../core/text/inertText.ts';

/** How a piece of output looks on a terminal with colour; without colour it is plain. */
export type Look = 'strong' | 'dim' | 'good' | 'bad' | 'warn' | 'accent';

/** A piece of output. A plain string has no look. */
export type Part = string | { readonly text: string; readonly look: Look };

const CODES: Readonly<Record<Look, readonly [number, number]>> = {
  strong: [1, 22],
  dim: [2, 22],
  bad: [31, 39],
  good: [32, 39],
  warn: [33, 39],
  accent: [36, 39],
};

/** A piece with a look. */
export function look(as: Look, text: string): Part {
  return { text, look: as };
}

/** The characters of a piece as they will show: what others typed is inert in them. */
export function plain(part: Part): string {
  return inertText(typeof part === 'string' ? part : part.text);
}

/** The piece as it is written to the terminal. Everything that the CLI prints line by line passes through here. */
export function paint(part: Part, colour: boolean): string {
  const text = plain(part);
  if (typeof part === 'string' || !colour || text === '') return text;
  const [on, off] = CODES[part.look];
  return `\x1b[${on}m${text}\x1b[${off}m`;
}
