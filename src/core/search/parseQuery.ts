import { FIELDS_HINT, fieldWord, isOrderField, readField } from './queryFields.ts';
import { refuseQuery } from './queryError.ts';
import { queryTokens, type Token } from './queryTokens.ts';
import { readTest, textOf, type Operand, type Operator } from './readTest.ts';
import { MAX_QUERY, type Comparison, type Condition, type Field, type OrderKey, type SearchQuery } from './searchQuery.ts';
import { RegistryError } from '../errors.ts';
import { groupDigits } from '../text/quantities.ts';

/**
 * Reads a search: MLflow's filter (`metrics.f1 > 0.9 and params.lr = '0.01' order by metrics.f1 desc`), with `or`, `not`,
 * parentheses and more fields.
 * @throws RegistryError query.invalid, with `position` (UTF-16 units from 0) in its details
 */
export function parseQuery(query: string): SearchQuery {
  if (query.length > MAX_QUERY.characters) {
    throw new RegistryError('query.invalid', `The query has ${groupDigits(query.length)} characters; at most ${groupDigits(MAX_QUERY.characters)} are read.`, { hint: 'Search for less at a time.' });
  }
  return new Parser(query).parse();
}

class Parser {
  readonly #query: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #comparisons = 0;

  constructor(query: string) {
    this.#query = query;
    this.#tokens = queryTokens(query);
  }

  parse(): SearchQuery {
    if (this.#token.kind === 'end') this.#refuse('the query is empty', `Like metrics.f1 > 0.9 and stage = 'Production'. ${FIELDS_HINT}`);
    const where = this.#isWord('order') ? undefined : this.#any(0);
    const order = this.#takeWord('order') ? this.#order() : [];
    const rest = this.#tokens[this.#next];
    if (rest?.kind !== 'end') this.#refuse(`and, or, order by or the end is expected, not ${this.#shown()}`, rest?.kind === 'word' ? 'A text with blanks stands in quotes.' : undefined);
    return { ...(where === undefined ? {} : { where }), order };
  }

  #any(depth: number): Condition {
    const parts = [this.#all(depth)];
    while (this.#takeWord('or')) parts.push(this.#all(depth));
    return parts.length === 1 ? (parts[0] as Condition) : { any: parts };
  }

  #all(depth: number): Condition {
    const parts = [this.#one(depth)];
    while (this.#takeWord('and')) parts.push(this.#one(depth));
    return parts.length === 1 ? (parts[0] as Condition) : { all: parts };
  }

  #one(depth: number): Condition {
    if (depth > MAX_QUERY.depth) this.#refuse(`the query is nested more than ${MAX_QUERY.depth} deep`);
    if (this.#takeWord('not')) return { not: this.#one(depth + 1) };
    const opened = this.#token;
    if (!this.#takeSymbol('(')) return this.#comparison();
    const inner = this.#any(depth + 1);
    if (this.#takeSymbol(')')) return inner;
    if (this.#token.kind === 'end') refuseQuery(this.#query, opened.at, 'the parenthesis that opens here is never closed');
    return this.#refuse(`and, or or ) is expected, not ${this.#shown()}`);
  }

  #comparison(): Comparison {
    this.#comparisons += 1;
    if (this.#comparisons > MAX_QUERY.comparisons) this.#refuse(`the query has more than ${MAX_QUERY.comparisons} comparisons`);
    const field = this.#field();
    if (this.#takeWord('is')) return { field, negated: !this.#presence(), test: { is: 'present' } };
    if (field.kind === 'deprecated') return this.#flag();
    const negated = this.#takeWord('not');
    if (this.#takeWord('in')) return { field, negated, test: readTest(this.#query, field, '=', this.#list(field)) };
    for (const word of ['like', 'ilike'] as const) if (this.#takeWord(word)) return { field, negated, test: this.#like(field, word === 'ilike') };
    if (negated) this.#refuse(`in, like or ilike is expected after not, not ${this.#shown()}`);
    const token = this.#token;
    const operator = token.kind === 'symbol' ? OPERATORS[token.text] : undefined;
    if (operator === undefined) return this.#refuse(`${fieldWord(field)} needs an operator, not ${this.#shown()}`, 'Operators: =, !=, <, <=, >, >=, like, ilike, in, not in, is null, is not null.');
    this.#next += 1;
    return { field, negated: operator === '!=', test: readTest(this.#query, field, operator === '!=' ? '=' : operator, [this.#operand(field)]) };
  }

  /** After `is`: true for `not null`. */
  #presence(): boolean {
    const present = this.#takeWord('not');
    if (!this.#takeWord('null')) this.#refuse(`null or not null is expected after is, not ${this.#shown()}`);
    return present;
  }

  /** `deprecated`, `deprecated = false`. */
  #flag(): Comparison {
    const field = { kind: 'deprecated' } as const;
    const differs = this.#takeSymbol('!=') || this.#takeSymbol('<>');
    if (!differs && !this.#takeSymbol('=') && !this.#takeSymbol('==')) return { field, negated: false, test: { is: 'present' } };
    const value = /^(?:true|false)$/i.test(this.#token.text) && this.#token.kind !== 'name' ? this.#token.text.toLowerCase() : this.#refuse(`deprecated is true or false, not ${this.#shown()}`);
    this.#next += 1;
    return { field, negated: (value === 'false') !== differs, test: { is: 'present' } };
  }

  #like(field: Field, anyCase: boolean): Comparison['test'] {
    const unlike: readonly Field['kind'][] = ['metric', 'time', 'size', 'number', 'code', 'data'];
    if (unlike.includes(field.kind)) this.#refuse(`${fieldWord(field)} has no like`, field.kind === 'code' || field.kind === 'data' ? `= compares the beginning: ${field.kind} = '3f4e5a6b'.` : undefined);
    const pattern = textOf(this.#query, this.#token);
    this.#next += 1;
    return { is: 'like', pattern, anyCase };
  }

  #list(field: Field): readonly Operand[] {
    const opened = this.#token;
    if (!this.#takeSymbol('(')) this.#refuse(`a list like ('a', 'b') is expected after in, not ${this.#shown()}`);
    const operands: Operand[] = [];
    do {
      if (operands.length >= MAX_QUERY.listed) this.#refuse(`the list has more than ${groupDigits(MAX_QUERY.listed)} values`);
      operands.push(this.#operand(field));
    } while (this.#takeSymbol(','));
    if (this.#takeSymbol(')')) return operands;
    if (this.#token.kind === 'end') refuseQuery(this.#query, opened.at, 'the list that opens here is never closed');
    return this.#refuse(`, or ) is expected, not ${this.#shown()}`);
  }

  /** A value, and the unit after a size. */
  #operand({ kind }: Field): Operand {
    const token = this.#token;
    if (token.kind === 'end') return { token };
    if (token.kind === 'symbol') this.#refuse(`a value is expected, not ${this.#shown()}`);
    this.#next += 1;
    const unit = this.#token;
    if (kind !== 'size' || token.kind !== 'word' || unit.kind !== 'word' || KEYWORD.test(unit.text)) return { token };
    this.#next += 1;
    return { token, unit };
  }

  #order(): readonly OrderKey[] {
    if (!this.#takeWord('by')) this.#refuse(`by is expected after order, not ${this.#shown()}`);
    const keys: OrderKey[] = [];
    do {
      if (keys.length >= MAX_QUERY.keys) this.#refuse(`the query is ordered by more than ${MAX_QUERY.keys} fields`);
      const at = this.#token.at;
      const field = this.#field();
      if (!isOrderField(field)) return refuseQuery(this.#query, at, `versions cannot be put in order by ${fieldWord(field)}`, 'Order by metrics.NAME, params.NAME, label.NAME, time, size, number, name, author, branch or message.');
      const descending = this.#takeWord('desc');
      if (!descending) this.#takeWord('asc');
      keys.push({ field, descending });
    } while (this.#takeSymbol(','));
    return keys;
  }

  #field(): Field {
    if (this.#token.kind !== 'word') this.#refuse(this.#token.kind === 'end' ? 'a field is missing' : `a field is expected, not ${this.#shown()}`, FIELDS_HINT);
    const { field, taken } = readField(this.#query, this.#token, this.#tokens[this.#next + 1]);
    this.#next += taken;
    return field;
  }

  get #token(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #isWord(word: string): boolean {
    return this.#token.kind === 'word' && this.#token.text.toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    const is = this.#isWord(word);
    if (is) this.#next += 1;
    return is;
  }

  #takeSymbol(symbol: string): boolean {
    const is = this.#token.kind === 'symbol' && this.#token.text === symbol;
    if (is) this.#next += 1;
    return is;
  }

  #shown(): string {
    return this.#token.kind === 'end' ? 'the end' : JSON.stringify(this.#token.text.slice(0, 60));
  }

  #refuse(message: string, hint?: string): never {
    return refuseQuery(this.#query, this.#token.at, message, hint);
  }
}

const KEYWORD = /^(?:and|or|order)$/i;
const OPERATORS: Readonly<Record<string, Operator | '!=' | undefined>> = { '=': '=', '==': '=', '!=': '!=', '<>': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
