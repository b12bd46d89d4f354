import type { ColumnKind, Field, OrderField } from '../../core/search/searchQuery.ts';
import { sql, type SqlFragment } from './sqlFragment.ts';

/**
 * Where the values of a field are. `v` is the version that is asked about; the field's own table is `f`.
 */
export type FieldPlace =
  /** A column of the version itself. */
  | { readonly column: SqlFragment }
  /** Rows of another table. */
  | {
      readonly table: SqlFragment;
      /** What its rows must be, whichever version they belong to; in a form that an index answers. */
      readonly rows: SqlFragment;
      /** That a row is the version's. */
      readonly ofVersion: SqlFragment;
      /** Position of a row's version; `w` is joined by `join` where that is needed. */
      readonly position: SqlFragment;
      readonly join: SqlFragment;
      readonly text: SqlFragment;
      readonly number?: SqlFragment;
      /** What stands before each value in `text`. */
      readonly before?: string;
    };

const COLUMNS: Readonly<Record<Exclude<ColumnKind, 'model'>, SqlFragment>> = {
  time: sql`v.time`,
  size: sql`v.size`,
  number: sql`v.number`,
  author: sql`v.author`,
  branch: sql`v.branch`,
  message: sql`v.message`,
};

const NOTHING = sql``;
const ANY_MODEL = sql`f.model IN (SELECT model FROM model)`;
const OPEN = sql`f.toPosition IS NULL`;
const byPosition = { ofVersion: sql`f.version = v.position`, position: sql`f.version`, join: NOTHING };
const byId = { ofVersion: sql`f.version = v.id`, position: sql`w.position`, join: sql` CROSS JOIN version w ON w.id = f.version` };

/** Where a field's values are. */
export function fieldPlace(field: Field): FieldPlace {
  switch (field.kind) {
    case 'metric':
      return { table: sql`versionMetric f`, rows: sql`f.name = ${field.name}`, ...byPosition, text: sql`f.value`, number: sql`f.number` };
    case 'param':
      return { table: sql`versionParam f`, rows: sql`f.name = ${field.name}`, ...byPosition, text: sql`f.value`, number: sql`f.number` };
    case 'label':
      return { table: sql`label f`, rows: sql`f.name = ${field.name} AND f.tag = '' AND ${OPEN}`, ...byId, text: sql`f.value` };
    case 'tag':
      return { table: sql`tag f`, rows: sql`${ANY_MODEL} AND ${OPEN}`, ...byId, text: sql`f.tag` };
    case 'stage':
      return { table: sql`stage f`, rows: sql`${ANY_MODEL} AND ${OPEN}`, ...byId, text: sql`f.stage` };
    case 'alias':
      return { table: sql`alias f`, rows: sql`${ANY_MODEL} AND ${OPEN}`, ...byId, text: sql`f.alias` };
    case 'deprecated':
      return { table: sql`versionState f`, rows: sql`f.state = 'deprecated' AND ${OPEN}`, ...byId, text: sql`f.reason` };
    case 'model':
      return { table: sql`modelName f`, rows: OPEN, ofVersion: sql`f.model = v.model`, position: sql`w.position`, join: sql` CROSS JOIN version w ON w.model = f.model`, text: sql`f.name` };
    case 'code':
    case 'data':
    case 'format':
    case 'run':
      return { table: sql`versionTerm f`, rows: sql`f.term >= ${`${field.kind}:`} AND f.term < ${`${field.kind};`}`, ...byPosition, text: sql`f.term`, before: `${field.kind}:` };
    default:
      return { column: COLUMNS[field.kind] };
  }
}

/** What versions are put in order by: one value of each, or null. */
export function orderValues(field: OrderField): readonly SqlFragment[] {
  const place = fieldPlace(field);
  if ('column' in place) return [place.column];
  const value = (column: SqlFragment): SqlFragment => sql`(SELECT ${column} FROM ${place.table} WHERE ${place.ofVersion} AND ${place.rows})`;
  if (field.kind === 'metric') return [value(sql`f.number`)];
  return field.kind === 'param' ? [value(sql`f.number`), value(sql`f.value`)] : [value(place.text)];
}
