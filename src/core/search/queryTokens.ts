import { refuseQuery } from './queryError.ts';

/** A piece of a query from `at` up to `end`. Words are names, numbers, dates and keywords alike. */
export interface Token {
  readonly kind: 'word' | 'text' | 'name' | 'symbol' | 'end';
  /** Of a quoted text or name what it says, else as written. */
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

const BLANK = /\s+/y;
const WORD = /[\p{L}\p{N}\p{M}_.@:/+-]+/uy;
const SYMBOL = /<=|>=|<>|!=|==|[=<>(),]/y;
const QUOTED = /'((?:[^']|'')*)'|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`/y;

/**
 * Reads a query into its pieces. A quote is doubled inside its own kind. Backquotes make a name; double quotes a text,
 * which is a name where one is expected.
 * @throws RegistryError query.invalid
 */
export function queryTokens(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(query);
  };
  while (at < query.length) {
    const blank = match(BLANK);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const token = tokenAt(query, at, match);
    tokens.push(token);
    at = token.end;
  }
  return [...tokens, { kind: 'end', text: '', at, end: at }];
}

function tokenAt(query: string, at: number, match: (pattern: RegExp) => RegExpExecArray | null): Token {
  for (const [kind, pattern] of [['word', WORD], ['symbol', SYMBOL]] as const) {
    const found = match(pattern)?.[0];
    if (found !== undefined) return { kind, text: found, at, end: at + found.length };
  }
  const quoted = match(QUOTED);
  if (quoted !== null) {
    const [whole, single, double, back] = quoted;
    const quote = whole.charAt(0);
    const text = (single ?? double ?? back ?? '').replaceAll(quote + quote, quote);
    return { kind: quote === '`' ? 'name' : 'text', text, at, end: at + whole.length };
  }
  const character = String.fromCodePoint(query.codePointAt(at) ?? 0);
  if (`'"\``.includes(character)) return refuseQuery(query, at, 'the quote that opens here is never closed', 'A quote inside a text is written twice: \'it\'\'s\'.');
  return refuseQuery(query, at, `${JSON.stringify(character)} has no meaning in a query`, 'Text stands in quotes: \'…\'.');
}
