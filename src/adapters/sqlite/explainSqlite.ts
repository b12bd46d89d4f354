import { RegistryError } from '../../core/errors.ts';
import { sqliteErrorName, type Database, type SqlRow, type Statement } from './database.ts';

/** A database whose every call throws our errors in place of SQLite's. */
export function explained(database: Database): Database {
  return {
    driver: database.driver,
    exec: (sql) => explaining(() => database.exec(sql)),
    prepare: (sql) => explainedStatement(explaining(() => database.prepare(sql))),
    close: () => explaining(() => database.close()),
  };
}

const statements = new WeakMap<Statement, Statement>();

function explainedStatement(statement: Statement): Statement {
  const known = statements.get(statement);
  if (known !== undefined) return known;
  const made: Statement = {
    run: (...values) => explaining(() => statement.run(...values)),
    get: (...values) => explaining(() => statement.get(...values)),
    all: (...values) => explaining(() => statement.all(...values)),
    iterate: (...values) => iterateExplained(() => statement.iterate(...values)),
  };
  statements.set(statement, made);
  return made;
}

function* iterateExplained(begin: () => Iterable<SqlRow>): Iterable<SqlRow> {
  try {
    yield* begin();
  } catch (error) {
    throw translate(error);
  }
}

/** Runs work on a database and turns SQLite's errors into ours. */
export function explaining<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): unknown {
  const name = sqliteErrorName(error);
  if (name === undefined) return error;
  const extras = { cause: error };
  if (name.startsWith('SQLITE_BUSY') || name.startsWith('SQLITE_LOCKED')) return new RegistryError('registry.busy', 'Another process is writing to the registry.', { ...extras, hint: 'Try again in a moment.' });
  const noTable = /no such (?:table|column)/.test((error as Error).message);
  if (name.startsWith('SQLITE_CORRUPT') || name === 'SQLITE_NOTADB' || noTable) return new RegistryError('registry.corrupt', 'The registry\u2019s database is damaged.', extras);
  if (name === 'SQLITE_FULL') return new RegistryError('store.full', 'The disk is full: the registry\u2019s database could not grow.', { ...extras, hint: 'Free some space, then try again. Nothing was committed.' });
  if (name.startsWith('SQLITE_READONLY') || name.startsWith('SQLITE_CANTOPEN')) return new RegistryError('registry.readOnly', 'The registry\u2019s database cannot be written.', { ...extras, hint: 'Check the permissions of the registry\u2019s folder (modelkeep where). Nothing was committed.' });
  if (name.startsWith('SQLITE_IOERR')) return new RegistryError('store.failed', 'The disk failed under the registry\u2019s database.', { ...extras, hint: 'Check the disk, then run: modelkeep verify' });
  return new RegistryError('internal', `SQLite: ${(error as Error).message}`, extras);
}
