import type { Condition, OrderKey } from '../../core/search/searchQuery.ts';
import type { VersionSearch } from '../../core/ports/catalogueReader.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';
import { comparisonPositions, searchCondition } from './searchCondition.ts';
import { orderValues } from './searchFields.ts';
import { orderWalks, type OrderWalk, type OrderWalks } from './orderWalks.ts';
import { joined, sql, type SqlFragment } from './sqlFragment.ts';

/** How far a search goes along an index before another way is likely to be shorter. */
export interface SearchBounds {
  /** Candidates that an index may give before it pays to go through the versions one after another. */
  readonly few: number;
  /** The same where an index gives the order: then few versions are looked at before a page is full. */
  readonly fewToRank: number;
  /** Versions that are looked at in the order of an index, by and by, before it pays to look at all and put what is found in order. */
  readonly walked: readonly number[];
}

const BOUNDS: SearchBounds = { few: 20_000, fewToRank: 8_000, walked: [500, 3_000] };
/** Indices that are asked how many candidates they have. */
const MOST_PROBES = 16;
/** Withdrawn versions are few, and listed once. */
const VISIBLE = sql`v.position NOT IN (SELECT w.position FROM versionState s JOIN version w ON w.id = s.version WHERE s.state = 'withdrawn' AND s.toPosition IS NULL)`;
/** Rows of the table itself are long, and each lies on a page of its own. */
const NARROW = sql`version v INDEXED BY versionSearch`;
const NARROWEST = sql`version v INDEXED BY versionTime`;

/**
 * Positions of the versions that a query asks for, in its order, versions that are equal in it newest first. Withdrawn
 * ones are left out. Goes the way that reads least: from the smallest set of candidates that an index gives, else along
 * the index of the order, else from the newest version on.
 */
export function searchPositions(database: Database, search: VersionSearch, bounds: SearchBounds = BOUNDS): readonly number[] {
  const { query, limit } = search;
  const [key, second] = query.order;
  const keys = query.order.flatMap(sortKeys);
  const { after, marks } = cursorCondition(database, keys, search.after);
  const cursor = search.after === undefined ? undefined : { after: search.after, marks };
  const ways = key === undefined || second !== undefined ? undefined : orderWalks(key, cursor);
  const few = query.where === undefined ? undefined : new Candidates(database, ways === undefined ? bounds.few : bounds.fewToRank).of(query.where);
  const rest = few === undefined ? query.where : without(query.where, few.of);
  const conditions = [...(rest === undefined ? [] : [searchCondition(rest)]), VISIBLE, ...after];
  const ordered = [...keys.map(orderSql), sql`v.position DESC`];
  const page: Page = (from, order, most, more = []) => {
    const { text, values } = sql`SELECT v.position FROM ${from} WHERE ${joined([...more, ...conditions], ' AND ')} ORDER BY ${joined(order, ', ')} LIMIT ${most}`;
    return database.prepare(text).all(...values).map((row) => row['position'] as number);
  };
  if (few !== undefined) return page(sql`(${few.positions}) c CROSS JOIN ${NARROW} ON v.position = c.position`, ordered, limit);
  if (keys.length === 0) return page(NARROW, ordered, limit);
  const isNarrow = ![...conditions, ...ordered].some(({ text }) => /\bv\.(?:id|message)\b/.test(text));
  return (ways === undefined ? undefined : alongIndex(ways, limit, page, (walk, most) => walkPage(database, walk, page, most, bounds.walked))) ?? page(isNarrow ? NARROWEST : NARROW, ordered, limit);
}

/** Versions of a source for which the query's conditions hold, and `more`. */
type Page = (from: SqlFragment, order: readonly SqlFragment[], most: number, more?: readonly SqlFragment[]) => readonly number[];

/** A page read along the index of the order; nothing when what is asked for is too rare there. */
function alongIndex({ walks, without }: OrderWalks, limit: number, page: Page, walked: (walk: OrderWalk, most: number) => readonly number[] | undefined): readonly number[] | undefined {
  const found: number[] = [];
  for (const walk of walks) {
    const next = walked(walk, limit - found.length);
    if (next === undefined) return undefined;
    found.push(...next);
    if (found.length >= limit) return found;
  }
  return without === undefined ? found : [...found, ...page(NARROW, [sql`v.position DESC`], limit - found.length, [without])];
}

function walkPage(database: Database, { rows, order }: OrderWalk, page: Page, most: number, bounds: readonly number[]): readonly number[] | undefined {
  for (const walked of bounds) {
    const found = page(sql`(${rows} LIMIT ${walked}) o CROSS JOIN ${NARROW} ON v.position = o.position`, [...order.map((one) => sql`o.${one}`), sql`v.position DESC`], most);
    if (found.length >= most) return found;
    const { text, values } = sql`SELECT count(*) AS n FROM (${rows} LIMIT ${walked + 1})`;
    if ((database.prepare(text).get(...values)?.['n'] as number) <= walked) return found;
  }
  return undefined;
}

interface SortKey {
  readonly value: SqlFragment;
  readonly descending: boolean;
}

function sortKeys({ field, descending }: OrderKey): readonly SortKey[] {
  return orderValues(field).map((value) => ({ value, descending }));
}

function orderSql({ value, descending }: SortKey): SqlFragment {
  return descending ? sql`${value} DESC NULLS LAST` : sql`${value} ASC NULLS LAST`;
}

/** That a version comes after the one at a position, and the values of the keys there. */
function cursorCondition(database: Database, order: readonly SortKey[], after: number | undefined): { readonly after: readonly SqlFragment[]; readonly marks: readonly SqlValue[] } {
  if (after === undefined) return { after: [], marks: [] };
  if (order.length === 0) return { after: [sql`v.position < ${after}`], marks: [] };
  const { text, values } = sql`SELECT ${joined(order.map(({ value }, i) => sql`${value} AS ${{ text: `k${i}`, values: [] }}`), ', ')} FROM version v WHERE v.position = ${after}`;
  const row: SqlRow = database.prepare(text).get(...values) ?? {};
  const marks = order.map((_, i): SqlValue => row[`k${i}`] ?? null);
  const equal = order.map(({ value }, i) => sql`${value} IS ${marks[i] ?? null}`);
  const beyond = order.flatMap(({ value, descending }, i) => {
    const mark = marks[i] ?? null;
    if (mark === null) return [];
    const more = descending ? sql`(${value} < ${mark} OR ${value} IS NULL)` : sql`(${value} > ${mark} OR ${value} IS NULL)`;
    return [sql`(${joined([...equal.slice(0, i), more], ' AND ')})`];
  });
  const tie = sql`(${joined([...equal, sql`v.position < ${after}`], ' AND ')})`;
  return { after: [sql`(${joined([...beyond, tie], ' OR ')})`], marks };
}

interface Few {
  /** The condition that these versions, and no others, meet; absent where there may be more of them. */
  readonly of?: Condition;
  readonly positions: SqlFragment;
  readonly count: number;
}

/** What is left of a condition for versions of which a part of it is known to hold. */
function without(where: Condition | undefined, known: Condition | undefined): Condition | undefined {
  if (where === undefined || where === known) return undefined;
  if (!('all' in where)) return where;
  const rest = where.all.flatMap((one) => without(one, known) ?? []);
  return rest.length === 0 ? undefined : { all: rest };
}

/** Finds a small set of versions that an index gives and that has every version for which a condition holds. */
class Candidates {
  readonly #database: Database;
  readonly #few: number;
  #probes = 0;

  constructor(database: Database, few: number) {
    this.#database = database;
    this.#few = few;
  }

  of(condition: Condition): Few | undefined {
    if ('not' in condition) return undefined;
    if ('all' in condition) {
      const sets = condition.all.flatMap((one) => this.of(one) ?? []);
      return sets.reduce<Few | undefined>((least, one) => (least === undefined || one.count < least.count ? one : least), undefined);
    }
    if ('any' in condition) {
      const sets = condition.any.map((one) => this.of(one));
      const known = sets.filter((one) => one !== undefined);
      const count = known.reduce((sum, one) => sum + one.count, 0);
      return known.length < sets.length || count > this.#few ? undefined : { positions: joined(known.map(({ positions }) => sql`SELECT position FROM (${positions})`), ' UNION '), count, ...(sets.every((one, i) => one?.of === condition.any[i]) ? { of: condition } : {}) };
    }
    const positions = this.#probes < MOST_PROBES ? comparisonPositions(condition) : undefined;
    if (positions === undefined) return undefined;
    this.#probes += 1;
    const { text, values } = sql`SELECT count(*) AS n FROM (${positions} LIMIT ${this.#few + 1})`;
    const count = this.#database.prepare(text).get(...values)?.['n'] as number;
    const exact = !condition.negated || condition.field.kind === 'metric' || condition.field.kind === 'param';
    return count > this.#few ? undefined : { positions: sql`SELECT DISTINCT position FROM (${positions})`, count, ...(exact ? { of: condition } : {}) };
  }
}
