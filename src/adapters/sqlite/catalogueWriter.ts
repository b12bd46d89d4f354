import { encodeFrontier } from '../../core/ledger/merkleTree.ts';
import type { Change, RowsEnded } from '../../core/model/rows.ts';
import type { CatalogueView } from '../../core/ports/catalogueView.ts';
import type { CatalogueWriter } from '../../core/ports/catalogueWriter.ts';
import { catalogueRows, type TableRow } from './catalogueRows.ts';
import type { Database, SqlValue } from './database.ts';

/** What a writer does besides writing. */
export interface WriterHooks {
  /** What becomes of a row that nothing but readers of history need; it is inserted if not given. */
  readonly keep?: ((row: TableRow) => void) | undefined;
  /** Told of each change that is written. */
  readonly changed?: (change: Change) => void;
}

/** Writes what the fold produces. The caller holds the transaction. */
export function catalogueWriter(database: Database, view: CatalogueView, { keep = (row) => insert(database, row), changed }: WriterHooks = {}): CatalogueWriter {
  const positionOf = (version: string): number => view.versionKey(version)?.position as number;
  return {
    change: (change) => {
      changed?.(change);
      if ('end' in change) return end(database, change);
      for (const row of catalogueRows(change, positionOf)) if (HISTORY.has(row.table)) keep(row);
      else insert(database, row);
    },
    event: (row) => keep({ table: 'event', row: { ...row } }),
    segment: (row) => keep({ table: 'segment', row: { ...row } }),
    deviceHead: (head) => insert(database, { table: 'deviceHead', row: { ...head } }, 'REPLACE'),
    head: (head) => {
      const row = { one: 1, next: head.next, hash: head.hash, size: head.frontier.size, frontier: Buffer.from(encodeFrontier(head.frontier)), rules: head.rules, latest: head.latest };
      insert(database, { table: 'head', row }, 'REPLACE');
    },
  };
}

/** Columns that tell the rows of a table apart; the first is a whole number that rises, or stays, from row to row as they are folded. */
export type Ordering = readonly [first: string, second?: string];

/** Tables that no rule of the fold ever asks. */
export const HISTORY: ReadonlyMap<string, Ordering> = new Map<string, Ordering>([
  ['event', ['position']],
  ['segment', ['slot']],
  ['deployment', ['position']],
  ['versionParam', ['version', 'name']],
  ['versionMetric', ['version', 'name']],
  ['versionTerm', ['version', 'term']],
]);

/** Ends the open rows of a movable table that have certain values. */
function end(database: Database, change: RowsEnded): void {
  const set = { toPosition: change.toPosition, ...change.with };
  const columns = Object.keys(set).map((column) => `${column} = ?`);
  const conditions = Object.keys(change.where).map((column) => ` AND ${column} = ?`);
  const sql = `UPDATE ${change.end} SET ${columns.join(', ')} WHERE toPosition IS NULL${conditions.join('')}`;
  database.prepare(sql).run(...(Object.values(set) as SqlValue[]), ...(Object.values(change.where) as SqlValue[]));
}

/** The statement of a table and the columns that its values are for, in the order of the first row that was seen. */
interface Insertion {
  readonly sql: string;
  readonly columns: readonly string[];
}

const insertions = new Map<string, Insertion>();

function insert(database: Database, { table, row }: TableRow, or: 'ABORT' | 'REPLACE' = 'ABORT'): void {
  const { sql, columns } = insertion(table, row, or);
  const values = row as unknown as { readonly [column: string]: SqlValue };
  // By name: rows that are made from others have their columns in another order.
  database.prepare(sql).run(...columns.map((column) => values[column] as SqlValue));
}

function insertion(table: string, row: TableRow['row'], or: string): Insertion {
  const known = insertions.get(table);
  if (known !== undefined) return known;
  const columns = Object.keys(row);
  const made = { sql: `INSERT OR ${or} INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, columns };
  insertions.set(table, made);
  return made;
}
