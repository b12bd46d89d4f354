import type { Condition, OrderKey } from '../../core/search/searchQuery.ts';
import type { VersionSearch } from '../../core/ports/catalogueReader.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';
import { comparisonPositions, searchCondition } from './searchCondition.ts';
import { orderValues } from './searchFields.ts';
import { joined, sql, type SqlFragment } from './sqlFragment.ts';

/** Candidates that an index may give before it pays to go through the versions one after another. */
const FEW = 20_000;
/** The same where the index of a metric gives the order: then few versions are looked at before a page is full. */
const FEW_TO_RANK = 8_000;
/** Indices that are asked how many candidates they have. */
const MOST_PROBES = 16;
const VISIBLE = sql`NOT EXISTS (SELECT 1 FROM versionState s WHERE s.version = v.id AND s.state = 'withdrawn' AND s.toPosition IS NULL)`;
const EVERY_VERSION = sql`version v`;
/** Rows of the table itself are long, and each lies on a page of its own. */
const NARROW = sql`version v INDEXED BY versionSearch`;

/**
 * Positions of the versions that a query asks for, in its order, versions that are equal in it newest first. Withdrawn
 * ones are left out. Goes the way that reads least: from the smallest set of candidates that an index gives, else along
 * the index of the order, else from the newest version on.
 */
export function searchPositions(database: Database, search: VersionSearch): readonly number[] {
  const { query, limit } = search;
  const [first, second] = query.order;
  const ranking = second === undefined && first?.field.kind === 'metric' ? { name: first.field.name, descending: first.descending } : undefined;
  const few = query.where === undefined ? undefined : new Candidates(database, ranking === undefined ? FEW : FEW_TO_RANK).of(query.where);
  const rest = few === undefined ? query.where : without(query.where, few.of);
  const keys = query.order.flatMap(sortKeys);
  const { after, mark } = cursorCondition(database, keys, search.after);
  const ordered = [...keys.map(orderSql), sql`v.position DESC`];
  const page = (from: SqlFragment, more: readonly SqlFragment[], order: readonly SqlFragment[], most: number): number[] => {
    const where = [...more, VISIBLE, ...(rest === undefined ? [] : [searchCondition(rest)]), ...after];
    const { text, values } = sql`SELECT v.position FROM ${from} WHERE ${joined(where, ' AND ')} ORDER BY ${joined(order, ', ')} LIMIT ${most}`;
    return database.prepare(text).all(...values).map((row) => row['position'] as number);
  };
  if (few !== undefined) return page(sql`(${few.positions}) c CROSS JOIN ${NARROW} ON v.position = c.position`, [], ordered, limit);
  if (ranking === undefined) return page(EVERY_VERSION, [], ordered, limit);
  const ranked = mark === null ? [] : page(sql`versionMetric o CROSS JOIN ${NARROW} ON v.position = o.version`, ranks(ranking.name, ranking.descending, mark), [ranking.descending ? sql`o.number DESC` : sql`o.number`, sql`o.version DESC`], limit);
  if (ranked.length >= limit) return ranked;
  const unranked = sql`NOT EXISTS (SELECT 1 FROM versionMetric o WHERE o.version = v.position AND o.name = ${ranking.name} AND o.number IS NOT NULL)`;
  return [...ranked, ...page(EVERY_VERSION, [unranked], [sql`v.position DESC`], limit - ranked.length)];
}

/** Versions in the order of a metric are read from its index, from a value on. */
function ranks(name: string, descending: boolean, mark: SqlValue | undefined): readonly SqlFragment[] {
  const from = mark === undefined ? sql`o.number IS NOT NULL` : descending ? sql`o.number <= ${mark}` : sql`o.number >= ${mark}`;
  return [sql`o.name = ${name}`, from];
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

/** That a version comes after the one at a position, and the first key's value there. */
function cursorCondition(database: Database, order: readonly SortKey[], after: number | undefined): { readonly after: readonly SqlFragment[]; readonly mark?: SqlValue } {
  if (after === undefined) return { after: [] };
  if (order.length === 0) return { after: [sql`v.position < ${after}`] };
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
  return { after: [sql`(${joined([...beyond, tie], ' OR ')})`], mark: marks[0] ?? null };
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
    return count > this.#few ? undefined : { positions: sql`SELECT DISTINCT position FROM (${positions})`, count, of: condition };
  }
}
