import { existsSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Database, SqlRow, SqlValue, Statement } from './database.ts';

/** How a database file is opened. */
export interface OpenOptions {
  /** Folder of the program: the SQLite binary lies there. */
  readonly programFolder: string;
  readonly readOnly?: boolean;
  /** A throw-away database: not synced to disk. */
  readonly scratch?: boolean;
  /** Forces a driver; else better-sqlite3 where it can run, node:sqlite otherwise. `MODELKEEP_SQLITE` does the same. */
  readonly driver?: 'better-sqlite3' | 'node:sqlite';
}

/** Node-API of Node 22.14: below it better-sqlite3 13 crashes the process instead of throwing. */
const NODE_API = 10;
const BINARY = 'better_sqlite3.node';

/**
 * Opens a database with busy timeout 0: who finds it locked is told so and waits without holding its thread.
 * @throws the binding's own error when the file cannot be opened
 */
export function openDatabase(file: string, options: OpenOptions): Database {
  const asked = options.driver ?? process.env['MODELKEEP_SQLITE'];
  const binary = join(options.programFolder, BINARY);
  const canUseBinary = Number(process.versions['napi'] ?? 0) >= NODE_API && existsSync(binary);
  if (asked === 'node:sqlite' || (asked !== 'better-sqlite3' && !canUseBinary)) return openNodeSqlite(file, options);
  try {
    return openBetterSqlite(file, binary, options);
  } catch (error) {
    if (asked === undefined && isLoadError(error)) return openNodeSqlite(file, options);
    throw error;
  }
}

/** The binary does not fit this machine (an older glibc, another processor). */
function isLoadError(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ERR_DLOPEN_FAILED';
}

function openBetterSqlite(file: string, binary: string, options: OpenOptions): Database {
  const database = new BetterSqlite(file, { readonly: options.readOnly === true, timeout: 0, nativeBinding: binary });
  const prepared = new Map<string, Statement>();
  return {
    driver: 'better-sqlite3',
    exec: (sql) => void database.exec(sql),
    prepare: (sql) => remember(prepared, sql, () => wrapBetter(database.prepare(sql))),
    close: () => void database.close(),
  };
}

function wrapBetter(statement: BetterSqlite.Statement): Statement {
  return {
    run: (...values) => void statement.run(...values),
    get: (...values) => statement.get(...values) as SqlRow | undefined,
    all: (...values) => statement.all(...values) as SqlRow[],
    iterate: (...values) => statement.iterate(...values) as Iterable<SqlRow>,
  };
}

function openNodeSqlite(file: string, options: OpenOptions): Database {
  const { DatabaseSync: Binding } = process.getBuiltinModule('node:sqlite') as { DatabaseSync: typeof DatabaseSync };
  const database = new Binding(file, { readOnly: options.readOnly === true, timeout: 0 });
  const prepared = new Map<string, Statement>();
  let open = true;
  return {
    driver: 'node:sqlite',
    exec: (sql) => database.exec(sql),
    prepare: (sql) => remember(prepared, sql, () => wrapNode(database.prepare(sql))),
    close: () => {
      // Unlike the other binding, this one throws when it is closed twice.
      if (open) database.close();
      open = false;
    },
  };
}

function wrapNode(statement: ReturnType<DatabaseSync['prepare']>): Statement {
  const inputs = (values: readonly SqlValue[]): SQLInputValue[] => values as SQLInputValue[];
  return {
    run: (...values) => void statement.run(...inputs(values)),
    get: (...values) => statement.get(...inputs(values)) as SqlRow | undefined,
    all: (...values) => statement.all(...inputs(values)) as SqlRow[],
    iterate: (...values) => statement.iterate(...inputs(values)) as Iterable<SqlRow>,
  };
}

/** Searches and views of the past have texts of their own; what is used all the time is compiled again soon enough. */
const MOST_PREPARED = 1_000;

function remember(prepared: Map<string, Statement>, sql: string, compile: () => Statement): Statement {
  const known = prepared.get(sql);
  if (known !== undefined) return known;
  const statement = compile();
  const [oldest] = prepared.keys();
  if (prepared.size >= MOST_PREPARED && oldest !== undefined) prepared.delete(oldest);
  prepared.set(sql, statement);
  return statement;
}
