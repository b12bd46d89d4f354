import type { EvaluationRow, MemberRow, RowAdded, VersionRow } from '../../core/model/rows.ts';
import { recordText } from '../../core/model/versionId.ts';
import { numberOf } from '../../core/search/readTest.ts';
import { searchTerms } from '../../core/search/searchTerms.ts';
import { canonicalJson, type Json } from '../../core/text/canonicalJson.ts';
import type { SqlValue } from './database.ts';

/** A row of a table as SQLite keeps it. */
export interface TableRow {
  readonly table: string;
  readonly row: Readonly<Record<string, SqlValue>>;
}

/** The table rows of a row that begins. `positionOf` answers the position of a version by its id. */
export function catalogueRows(change: RowAdded, positionOf: (version: string) => number): readonly TableRow[] {
  if (change.table === 'version') return versionRows(change.row, positionOf);
  if (change.table === 'evaluation') return [{ table: 'evaluation', row: evaluationRow(change.row, positionOf) }];
  if (change.table === 'member') return [{ table: 'member', row: memberRow(change.row) }];
  return [{ table: change.table, row: { ...change.row } }];
}

function memberRow(row: MemberRow): TableRow['row'] {
  return { ...row, folded: row.name.toLowerCase(), roles: JSON.stringify(row.roles) };
}

function evaluationRow(row: EvaluationRow, positionOf: (version: string) => number): TableRow['row'] {
  return { ...row, version: positionOf(row.version), metrics: canonicalJson(row.metrics as unknown as Json), data: canonicalJson(row.data as unknown as Json) };
}

function versionRows(row: VersionRow, positionOf: (version: string) => number): TableRow[] {
  const { position: version, record } = row;
  const parents = [...new Set(record.parents.map(positionOf))];
  return [
    { table: 'version', row: { ...row, record: recordText(record), places: canonicalJson(row.places) } },
    ...parents.map((parent) => ({ table: 'versionParent', row: { parent, version } })),
    ...record.params.map(({ name, value }) => ({ table: 'versionParam', row: { version, name, value, number: asNumber(value) } })),
    ...record.metrics.map(({ name, value }) => ({ table: 'versionMetric', row: { version, name, value, number: asNumber(value) } })),
    ...searchTerms(record.lineage).map((term) => ({ table: 'versionTerm', row: { version, term } })),
  ];
}

/** The value as a double, infinities too, or null for what is no number. */
export function asNumber(value: string): number | null {
  return numberOf(value) ?? null;
}
