import { RegistryError } from '../../errors.ts';
import { inertText, replaceActive } from '../../text/inertText.ts';

/** What a text may be: its longest length in UTF-16 units, and whether it may have several lines, or none at all. */
export interface TextRule {
  readonly most: number;
  readonly lines?: boolean;
  readonly empty?: boolean;
}

/**
 * A text that people typed, fit for the ledger: bounded, and without characters that act instead of showing.
 * Line ends become line feeds.
 * @param what begins the sentence of a refusal: `The value of team`
 * @throws RegistryError usage.invalid
 */
export function requireText(typed: string, what: string, { most, lines = false, empty = false }: TextRule): string {
  const text = typed.replace(/\r\n?/g, '\n');
  if (text.length > most) throw new RegistryError('usage.invalid', `${what} has ${text.length} characters; at most ${most} are allowed.`, { details: { characters: text.length, limit: most } });
  if (!empty && text.trim() === '') throw new RegistryError('usage.invalid', `${what} is empty.`);
  const active: string[] = [];
  replaceActive(text, (char) => {
    if (!lines || (char !== '\n' && char !== '\t')) active.push(char);
    return char;
  });
  const first = active[0];
  if (first === undefined) return text;
  throw new RegistryError('usage.invalid', `${what} holds a character that acts instead of showing: ${inertText(first)}.`, { hint: lines ? 'Leave it out; line feeds and tabs may stay.' : 'Leave it out; one line of text is allowed.' });
}
