import { inertText } from './inertText.ts';

/**
 * Text of others for one place in Markdown: every ASCII punctuation mark that could act becomes a character reference, so
 * that nothing in it can be a link, an image, HTML, a table cell or an icon, and it reads as it was typed. Marks inside a
 * word or number (`val.f1`, `a-b`, `data/x_1`) and commas stay, for those who read the Markdown itself. Cut at `limit`
 * characters.
 */
export function escapeMarkdown(text: string, limit = 500): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return inertText(cut)
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, (mark, index: number, whole: string) => (isPlain(mark, index, whole) ? mark : `&#${mark.charCodeAt(0)};`));
}

function isPlain(mark: string, index: number, whole: string): boolean {
  if (mark === ',') return true;
  if (!'.-_/'.includes(mark)) return false;
  const after = whole[index + 1] ?? ' ';
  const before = whole[index - 1] ?? ' ';
  // The end of a sentence; after a number it could be the head of a list.
  if (mark === '.' && after === ' ') return /[a-z]/i.test(before);
  // Bare addresses become links in most readers; with a scheme they have a colon, which is always written otherwise.
  const address = mark === '.' && /www$/i.test(whole.slice(0, index));
  return !address && /[a-z0-9]/i.test(before) && /[a-z0-9]/i.test(after);
}
