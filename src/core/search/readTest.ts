import { isoTime, readTime } from '../text/isoTime.ts';
import { refuseQuery } from './queryError.ts';
import { fieldWord } from './queryFields.ts';
import type { Token } from './queryTokens.ts';
import type { Field, Test } from './searchQuery.ts';

/** What stands right of an operator. `unit`: the word after a number, like `GB`. */
export interface Operand {
  readonly token: Token;
  readonly unit?: Token;
}

/** Operators that put in order; `=` and the like are told by `=`. */
export type Operator = '=' | '<' | '<=' | '>' | '>=';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, pb: 1e15, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40, pib: 2 ** 50 };
const SIZE = /^([+-]?[\d.]+(?:e[+-]?\d{1,4})?)\s*([a-z]*)$/i;

/**
 * The test of a field against one value, or against a list (`=` only).
 * @throws RegistryError query.invalid
 */
export function readTest(query: string, field: Field, operator: Operator, operands: readonly Operand[]): Test {
  const [first] = operands as readonly [Operand];
  if (field.kind === 'time') return readDuring(query, operator, operands);
  if (field.kind === 'size' || field.kind === 'number' || field.kind === 'metric') return readNumbers(query, field, operator, operands);
  if (operator !== '=') {
    const number = field.kind === 'param' && first.token.kind === 'word' ? numberOf(first.token.text) : undefined;
    if (number !== undefined) return { is: 'order', operator, number };
    const hint = field.kind === 'param' ? 'Params are put in order as numbers, without quotes: params.lr < 0.01.' : 'Use =, !=, like, ilike, in or is null.';
    return refuseQuery(query, first.token.at, `${fieldWord(field)} cannot be ${operator} ${field.kind === 'param' ? 'a text' : 'anything'}`, hint);
  }
  if (field.kind === 'code' || field.kind === 'data') return { is: 'prefix', texts: operands.map(({ token }) => prefixOf(query, field.kind as 'code' | 'data', token)) };
  const numbers = field.kind === 'param' ? operands.flatMap(({ token }) => (token.kind === 'word' ? (numberOf(token.text) ?? []) : [])) : [];
  const texts = operands.filter(({ token }) => field.kind !== 'param' || token.kind !== 'word' || numberOf(token.text) === undefined).map(({ token }) => textOf(query, token));
  return { is: 'oneOf', texts, numbers };
}

/** The text that a quoted piece is. */
export function textOf(query: string, token: Token): string {
  if (token.kind === 'text') return token.text;
  if (token.kind === 'end') return refuseQuery(query, token.at, 'a value is missing');
  if (token.kind === 'name') return refuseQuery(query, token.at, 'backquotes make a name, not a value', `Write '${token.text}'.`);
  return refuseQuery(query, token.at, token.kind === 'word' ? 'text stands in quotes' : `a value is expected, not ${JSON.stringify(token.text)}`, token.kind === 'word' ? `Write '${token.text}'.` : undefined);
}

function readNumbers(query: string, field: Field, operator: Operator, operands: readonly Operand[]): Test {
  const [only] = operands;
  if (field.kind === 'metric' && operands.length === 1 && only !== undefined && /^nan$/i.test(only.token.text) && only.token.kind !== 'end') {
    if (operator === '=') return { is: 'nan' };
    return refuseQuery(query, only.token.at, `nothing is ${operator} NaN`, `${fieldWord(field)} = NaN finds what is not a number.`);
  }
  const numbers = operands.map((operand) => (field.kind === 'size' ? bytesOf(query, operand) : plainNumber(query, field, operand)));
  return operator === '=' ? { is: 'oneOf', texts: [], numbers } : { is: 'order', operator, number: numbers[0] as number };
}

function plainNumber(query: string, field: Field, { token }: Operand): number {
  const number = token.kind === 'word' ? numberOf(token.text) : undefined;
  if (number !== undefined) return number;
  const given = token.kind === 'end' ? 'a number is missing' : `${fieldWord(field)} is compared with a number, not with ${JSON.stringify(token.text)}`;
  return refuseQuery(query, token.at, given, token.kind === 'text' && numberOf(token.text) !== undefined ? `Without quotes: ${token.text}` : undefined);
}

/** The number that a word writes; nothing for all other words. */
export function numberOf(word: string): number | undefined {
  const infinite = INFINITE.exec(word);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return NUMBER.test(word) ? Number(word) : undefined;
}

function bytesOf(query: string, { token, unit }: Operand): number {
  const text = unit === undefined ? token.text : `${token.text} ${unit.text}`;
  const match = SIZE.exec(text.trim());
  const [number, factor] = [numberOf(match?.[1] ?? ''), UNITS[(match?.[2] || 'b').toLowerCase()]];
  if (token.kind !== 'end' && token.kind !== 'name' && number !== undefined && factor !== undefined) return number * factor;
  const at = number !== undefined && unit !== undefined ? unit.at : token.at;
  return refuseQuery(query, at, token.kind === 'end' ? 'a size is missing' : `${JSON.stringify(text)} is no size`, 'Like 2 GB, 500 MB, 1.5 GiB, or a number of bytes.');
}

function readDuring(query: string, operator: Operator, operands: readonly Operand[]): Test {
  const [first, second] = operands as readonly [Operand, Operand | undefined];
  if (second !== undefined) return refuseQuery(query, second.token.at, 'time takes no list', "Like time >= '2026-05-01' and time < '2026-06-01'.");
  const { token } = first;
  const span = token.kind === 'text' || token.kind === 'word' ? readTime(token.text) : undefined;
  if (span === undefined) return refuseQuery(query, token.at, token.kind === 'end' ? 'a time is missing' : `${JSON.stringify(token.text)} is no time`, "Like '2026-05-01' or '2026-05-01T10:30Z'; without a zone it is UTC.");
  const [from, until, after] = [isoTime(span.from), isoTime(span.until), isoTime(span.from + 1)];
  if (operator === '=') return { is: 'during', from, before: until };
  if (operator === '<') return { is: 'during', before: from };
  if (operator === '<=') return { is: 'during', before: after };
  return { is: 'during', from: operator === '>' ? after : from };
}

function prefixOf(query: string, kind: 'code' | 'data', token: Token): string {
  const text = token.kind === 'word' && /^\d/.test(token.text) ? token.text : textOf(query, token);
  const prefix = kind === 'code' || /^(?:(?:sha256|md5):)?[0-9a-f]+$/i.test(text) ? text.toLowerCase() : text;
  const wrong = kind === 'code' ? !/^[0-9a-f]{4,64}$/.test(prefix) : prefix.length < 4;
  if (wrong) return refuseQuery(query, token.at, kind === 'code' ? `${JSON.stringify(text)} is no Git commit` : 'a digest needs 4 characters', kind === 'code' ? 'Give 4 or more hexadecimal digits.' : "Like 'sha256:3f4e' or '3f4e5a6b'.");
  return prefix;
}
