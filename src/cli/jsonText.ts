import { replaceActive } from '../core/text/inertText.ts';

/**
 * The JSON document that a script reads. Characters that act on a terminal are written as JSON's own escapes: the same
 * document to every parser, and harmless when a person looks at it.
 */
export function jsonText(document: unknown): string {
  // the only line feeds that JSON.stringify leaves are those between lines
  return `${replaceActive(JSON.stringify(document, undefined, 2), (char) => (char === '\n' ? char : escapeUnits(char)))}\n`;
}

function escapeUnits(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
