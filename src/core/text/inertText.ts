/**
 * Characters that act instead of showing: C0 and C1 controls, DEL, line separators, everything that reorders text
 * (bidirectional marks, embeddings, overrides, isolates), invisible annotation, byte order mark, tag characters, and
 * surrogates without a partner.
 */
const ACTIVE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Surrogate}]/gu;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Text that somebody else typed, made safe to show on one line of a terminal, tree, tooltip or message: what would act
 * is shown as a visible escape (`\x1b`, `\u202e`, `\n`). Applying it twice changes nothing more.
 * With `keep: 'lines'` line feeds and tabs stay, for texts of several lines.
 */
export function inertText(text: string, keep: 'nothing' | 'lines' = 'nothing'): string {
  return replaceActive(text, (char) => (keep === 'lines' && (char === '\n' || char === '\t') ? char : visibleEscape(char)));
}

/** Text in which every character that acts instead of showing (one code point) is replaced by what `escape` makes of it. */
export function replaceActive(text: string, escape: (char: string) => string): string {
  return text.replace(ACTIVE, escape);
}

function visibleEscape(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return NAMED.get(char) ?? (code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`);
}
