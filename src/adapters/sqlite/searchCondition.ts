import type { Comparison, Condition, Field, Test } from '../../core/search/searchQuery.ts';
import { asNumber } from './catalogueRows.ts';
import { fieldPlace, type FieldPlace } from './searchFields.ts';
import { joined, sql, type SqlFragment } from './sqlFragment.ts';

/** Whether a condition holds for the version `v`. */
export function searchCondition(condition: Condition): SqlFragment {
  if ('all' in condition) return sql`(${joined(condition.all.map(searchCondition), ' AND ')})`;
  if ('any' in condition) return sql`(${joined(condition.any.map(searchCondition), ' OR ')})`;
  if ('not' in condition) return sql`NOT ${searchCondition(condition.not)}`;
  const { test, negated } = condition;
  const place = fieldPlace(condition.field);
  if ('column' in place) {
    const holds = test.is === 'present' ? sql`(${place.column} IS NOT NULL)` : sql`(${testSql(condition.field, test, place)})`;
    return negated ? sql`(NOT ${holds})` : holds;
  }
  const there = sql`EXISTS (SELECT 1 FROM ${place.table} WHERE ${place.ofVersion} AND ${place.rows})`;
  if (test.is === 'present') return negated ? sql`(NOT ${there})` : there;
  const met = sql`EXISTS (SELECT 1 FROM ${place.table} WHERE ${place.ofVersion} AND ${rowsFor(test, place)} AND (${testSql(condition.field, test, place)}))`;
  return negated ? sql`(${there} AND NOT ${met})` : met;
}

/**
 * Positions of the versions for which a comparison holds, read from an index; nothing where there is none for it. Of a
 * negated one those too of which another value of the field meets the test.
 */
export function comparisonPositions({ field, test, negated }: Comparison): SqlFragment | undefined {
  const place = fieldPlace(field);
  if ('column' in place) return undefined;
  if (negated) {
    if (test.is === 'present') return undefined;
    return sql`SELECT ${place.position} AS position FROM ${place.table}${place.join} WHERE ${place.rows} AND (${testSql(field, test, place)}) IS NOT TRUE`;
  }
  const met = test.is === 'present' ? sql`` : sql` AND (${testSql(field, test, place)})`;
  return sql`SELECT ${place.position} AS position FROM ${place.table}${place.join} WHERE ${rowsFor(test, place)}${met}`;
}

/** A term names its own kind: beside it, the range of its kind would only lead away from it. */
function rowsFor(test: Test, place: Exclude<FieldPlace, { readonly column: SqlFragment }>): SqlFragment {
  return place.before !== undefined && (test.is === 'oneOf' || test.is === 'prefix') ? sql`1` : place.rows;
}

function testSql(field: Field, test: Exclude<Test, { readonly is: 'present' }>, place: FieldPlace): SqlFragment {
  const [text, number, before] = 'column' in place ? [place.column, place.column, ''] : [place.text, place.number ?? place.text, place.before ?? ''];
  switch (test.is) {
    case 'oneOf':
      return joined([...test.texts.map((value) => equals(field, text, before + value)), ...(test.numbers.length === 0 ? [] : [sql`${number} IN (${joined(test.numbers.map((value) => sql`${value}`), ', ')})`])], ' OR ');
    case 'prefix':
      return joined(test.texts.flatMap((prefix) => beginnings(field, prefix).map((one) => before + one).map((one) => sql`(${text} >= ${one} AND ${text} < ${`${one}\u{10FFFF}`})`)), ' OR ');
    case 'like':
      return test.anyCase || field.kind === 'stage' ? sql`${text} LIKE ${before + test.pattern}` : sql`${text} GLOB ${globOf(before + test.pattern)}`;
    case 'order':
      return sql`${number} ${ORDER[test.operator]} ${test.number}`;
    case 'nan':
      return sql`${number} IS NULL AND lower(${text}) = 'nan'`;
    case 'during':
      return joined([...(test.from === undefined ? [] : [sql`${text} >= ${test.from}`]), ...(test.before === undefined ? [] : [sql`${text} < ${test.before}`])], ' AND ');
  }
}

const ORDER = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` } as const;

function equals(field: Field, text: SqlFragment, value: string): SqlFragment {
  if (field.kind === 'model') return sql`f.folded = ${value.toLowerCase()}`;
  // As people name a stage to promote to it.
  if (field.kind === 'stage') return sql`${text} = ${value} COLLATE NOCASE`;
  // The number is the first column of the index; beside it the text is found at once.
  return field.kind === 'param' ? sql`(f.number IS ${asNumber(value)} AND ${text} = ${value})` : sql`${text} = ${value}`;
}

/** A digest may be given without its kind. */
function beginnings({ kind }: Field, prefix: string): readonly string[] {
  return kind === 'data' && /^[0-9a-f]+$/.test(prefix) ? [`sha256:${prefix}`, `md5:${prefix}`] : [prefix];
}

/** `%` and `_` as SQLite's GLOB has them, which unlike its LIKE minds the case. */
function globOf(pattern: string): string {
  return pattern.replace(/[*?[]/g, '[$&]').replaceAll('%', '*').replaceAll('_', '?');
}
