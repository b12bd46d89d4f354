import type { Database } from './database.ts';
import { MOVABLE_TABLES } from './schema.ts';

/** Tables whose rows never change, and the column that says where in the ledger each belongs. */
const GROWING: Readonly<Record<string, string>> = {
  event: 'position', model: 'position', version: 'position', evaluation: 'position', deployment: 'position', approval: 'position', adoption: 'position',
  versionParent: 'version', versionParam: 'version', versionMetric: 'version', versionTerm: 'version', segment: 'n0',
};

/** What columns said that are written when a row ends, while it had not. */
const WHILE_OPEN: Readonly<Record<string, string>> = { toPosition: 'NULL', 'stage.exit': 'NULL', 'request.outcome': 'NULL', 'request.ending': "''", 'tag.reason': "''" };

/**
 * The database as it stood after the event at a position: every query on it sees, in the place of each table, the rows
 * that there were, open where they were open. So all questions are asked in one way, of then and of now.
 */
export function asOf(database: Database, position: number): Database {
  if (!Number.isSafeInteger(position)) throw new RangeError(`${position} is no position`);
  return { ...database, prepare: (sql) => database.prepare(withTables(database, sql, position)) };
}

function withTables(database: Database, sql: string, position: number): string {
  const growing = Object.entries(GROWING).map(([table, column]) => [table, () => `SELECT * FROM main.${table} WHERE ${column} <= ${position}`] as const);
  const movable = MOVABLE_TABLES.map((table) => [table, () => `SELECT ${columnsAsOf(database, table, position)} FROM main.${table} WHERE fromPosition <= ${position}`] as const);
  const named = [...growing, ...movable].filter(([table]) => new RegExp(`\\b(?:FROM|JOIN) ${table}\\b`).test(sql));
  // Tables of then have no index to name.
  return named.length === 0 ? sql : `WITH ${named.map(([table, select]) => `${table} AS NOT MATERIALIZED (${select()})`).join(', ')} ${sql.replace(/ INDEXED BY \w+/g, '')}`;
}

const columns = new WeakMap<Database, Map<string, readonly string[]>>();

/** A row that has ended since then was open; `rowid` tells rows of one event apart. */
function columnsAsOf(database: Database, table: string, position: number): string {
  const known = columns.get(database) ?? new Map<string, readonly string[]>();
  columns.set(database, known);
  const names = known.get(table) ?? database.prepare('SELECT name FROM pragma_table_info(?)').all(table).map((row) => row['name'] as string);
  known.set(table, names);
  const asThen = names.map((name) => {
    const open = WHILE_OPEN[`${table}.${name}`] ?? WHILE_OPEN[name];
    return open === undefined ? name : `CASE WHEN toPosition > ${position} THEN ${open} ELSE ${name} END AS ${name}`;
  });
  return [...(table === 'stage' ? ['rowid'] : []), ...asThen].join(', ');
}
