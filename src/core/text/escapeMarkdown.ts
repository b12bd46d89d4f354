import { inertText } from './inertText.ts';

/**
 * Text of others for one place in Markdown: every ASCII punctuation mark becomes a character reference, so that nothing
 * in it can be a link, an image, HTML, a table cell or an icon, and it reads as it was typed. Cut at `limit` characters.
 */
export function escapeMarkdown(text: string, limit = 500): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return inertText(cut)
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
