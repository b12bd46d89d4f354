import { inertText } from '../../core/text/inertText.ts';

/** Zero-width space: breaks what the editor would read as an icon or a link, and cannot be seen. */
const BREAK = '\u200b';

/**
 * Text of others for a label, description or message of the editor: no control characters, no `$(icon)`, no
 * `[text](command:…)`, at most `limit` characters.
 */
export function inertLabel(text: string, limit = 200): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return inertText(cut).replaceAll('$(', `$${BREAK}(`).replaceAll('](', `]${BREAK}(`);
}
