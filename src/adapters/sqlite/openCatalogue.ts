import { decodeFrontier } from '../../core/ledger/merkleTree.ts';
import { RegistryError } from '../../core/errors.ts';
import { EMPTY_HEAD, type LedgerHead } from '../../core/fold/ledgerHead.ts';
import type { CatalogueReader } from '../../core/ports/catalogueReader.ts';
import type { CatalogueView } from '../../core/ports/catalogueView.ts';
import type { CatalogueWriter } from '../../core/ports/catalogueWriter.ts';
import type { TableRow } from './catalogueRows.ts';
import { asOf } from './asOf.ts';
import { catalogueReader } from './catalogueReader.ts';
import { catalogueView } from './catalogueView.ts';
import { catalogueWriter } from './catalogueWriter.ts';
import type { Database } from './database.ts';
import { explained, explaining } from './explainSqlite.ts';
import { fileHashTable, type FileHashTable } from './fileHashTable.ts';
import { openDatabase, type OpenOptions } from './openDatabase.ts';
import { rememberingView } from './rememberingView.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';

/** The catalogue of one registry: an open database file. */
export interface Catalogue {
  readonly driver: Database['driver'];
  readonly view: CatalogueView;
  readonly writer: CatalogueWriter;
  readonly reader: CatalogueReader;
  /** The reader of the catalogue as it stood after the event at a position. */
  readerAt(position: number): CatalogueReader;
  /** The view of the catalogue as it stood after the event at a position. */
  viewAt(position: number): CatalogueView;
  readonly hashes: FileHashTable;
  /** How far the log is folded. */
  head(): LedgerHead;
  /**
   * Runs `work` as the only writer and commits it; rolls back when it throws. Nested calls are a mistake.
   * @throws RegistryError registry.busy at once when another process writes (the caller waits and tries again), store.full
   */
  write<T>(work: () => T): T;
  /** Reads on one state, also while another process writes: what is read by several statements belongs together. Nested calls are a mistake. */
  reading<T>(work: () => T): T;
  /** Runs `work` on one unchanging state; nothing else may use the catalogue until it has ended. */
  snapshot<T>(work: () => Promise<T>): Promise<T>;
  /** Rises when another process has changed the database (`PRAGMA data_version`). */
  dataVersion(): number;
  /** Rows of a table whose value in an indexed column lies between two numbers, both included, in its order. */
  rowsBetween(table: string, column: string, from: number, to: number): TableRow['row'][];
  /** Number of rows of a table. */
  count(table: string): number;
  /**
   * View and writer for folding many segments; they are good for one transaction, or for as long as none is taken back.
   * @param keep takes the rows of {@link HISTORY} tables; without it they are written
   */
  folding(keep?: (row: TableRow) => void): { readonly view: CatalogueView; readonly writer: CatalogueWriter };
  /** Rows of a table in the order of all its columns, for comparing two databases. */
  rows(table: string): Iterable<Readonly<Record<string, unknown>>>;
  /** Drops every table and makes them anew, empty; inside a write. */
  reset(): void;
  close(): void;
}

/**
 * Opens the database of a registry, with its tables made when the file is new.
 * @throws RegistryError registry.corrupt when the file is damaged or of another schema (the caller folds it again from
 * the log), registry.newer, registry.busy, registry.readOnly, store.full
 */
export function openCatalogue(file: string, options: OpenOptions): Catalogue {
  return explaining(() => {
    const database = explained(openDatabase(file, options));
    try {
      prepareDatabase(database, options);
      return catalogueOf(database);
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

const DURABLE = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA cache_size = -16000';
const THROW_AWAY = 'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000';

function prepareDatabase(database: Database, { readOnly = false, scratch = false }: OpenOptions): void {
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'] as number;
  if (version > SCHEMA_VERSION) throw new RegistryError('registry.newer', 'This registry\u2019s database was written by a newer Modelkeep.', { hint: 'Update Modelkeep. Nothing was changed.' });
  if (version !== 0 && version !== SCHEMA_VERSION) throw new RegistryError('registry.corrupt', `The database has schema ${version}, this program knows ${SCHEMA_VERSION}.`);
  if (!readOnly) database.exec(scratch ? THROW_AWAY : DURABLE);
  if (version === 0 && readOnly) throw new RegistryError('registry.corrupt', 'The database has no tables.');
  if (version === 0) createTables(database);
}

function createTables(database: Database): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const made = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'head'").get() !== undefined;
    if (!made) database.exec(SCHEMA);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function catalogueOf(database: Database): Catalogue {
  const view = catalogueView(database);
  return {
    driver: database.driver,
    view,
    writer: catalogueWriter(database, view),
    reader: readerOf(database),
    readerAt: (position) => readerOf(asOf(database, position)),
    viewAt: (position) => catalogueView(asOf(database, position)),
    hashes: fileHashTable(database),
    head: () => readHead(database),
    write: (work) => transaction(database, 'BEGIN IMMEDIATE', work),
    reading: (work) => transaction(database, 'BEGIN', work),
    snapshot: (work) => snapshot(database, work),
    dataVersion: () => database.prepare('PRAGMA data_version').get()?.['data_version'] as number,
    rowsBetween: (table, column, from, to) => database.prepare(`SELECT * FROM ${table} WHERE ${column} BETWEEN ? AND ? ORDER BY ${column}`).all(from, to),
    count: (table) => database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'] as number,
    folding: (keep) => {
      const remembering = rememberingView(view);
      return { view: remembering.view, writer: catalogueWriter(database, remembering.view, { keep, changed: remembering.changed }) };
    },
    rows: (table) => tableRows(database, table),
    reset: () => resetTables(database),
    close: () => database.close(),
  };
}

function readerOf(database: Database): CatalogueReader {
  return catalogueReader(database, catalogueView(database));
}

function resetTables(database: Database): void {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
  for (const table of tables) database.exec(`DROP TABLE "${table['name'] as string}"`);
  database.exec(SCHEMA);
}

function transaction<T>(database: Database, begin: string, work: () => T): T {
  database.exec(begin);
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

async function snapshot<T>(database: Database, work: () => Promise<T>): Promise<T> {
  database.exec('BEGIN');
  try {
    return await work();
  } finally {
    rollBack(database);
  }
}

/** SQLite has rolled back by itself after some errors (disk full, I/O); a second ROLLBACK then fails and must not hide the first error. */
function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // The transaction is gone already.
  }
}

function readHead(database: Database): LedgerHead {
  const row = database.prepare('SELECT * FROM head').get();
  if (row === undefined) return EMPTY_HEAD;
  const frontier = decodeFrontier(row['size'] as number, new Uint8Array(row['frontier'] as Uint8Array));
  if (frontier === undefined) throw new RegistryError('registry.corrupt', 'The database\u2019s Merkle frontier is damaged.');
  return { next: row['next'] as number, hash: row['hash'] as string, frontier, rules: row['rules'] as number, latest: row['latest'] as string };
}

function tableRows(database: Database, table: string): Iterable<Readonly<Record<string, unknown>>> {
  const columns = database.prepare(`SELECT name FROM pragma_table_info('${table}') ORDER BY cid`).all().map((row) => row['name'] as string);
  return database.prepare(`SELECT * FROM ${table} ORDER BY ${columns.map((column) => `"${column}"`).join(', ')}`).iterate();
}
