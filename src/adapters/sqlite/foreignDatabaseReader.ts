import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ForeignProblem, ForeignRow, ForeignTables, ReadForeignDatabase } from '../../core/ports/foreignDatabase.ts';
import { sqliteErrorName, type Database } from './database.ts';
import { openDatabase, type OpenOptions } from './openDatabase.ts';

const MAX_BYTES = 2 ** 31;
const MAX_TEXT = 65_536;
const ATTEMPTS = 20;
const PAUSE_MS = 50;
const MAGIC = 'SQLite format 3\0';

/** What a reading asked for is not there as a plain table. */
class NotThere extends Error {}

/** A reader of databases that other programs keep. */
export function foreignDatabaseReader(options: Pick<OpenOptions, 'programFolder' | 'driver'>): ReadForeignDatabase {
  return async (path, read) => {
    const reason = await whyNot(path);
    if (reason !== undefined) return reason;
    for (let left = ATTEMPTS; ; left--) {
      try {
        return { answer: readOnce(path, options, read) };
      } catch (error) {
        const problem = problemOf(error);
        if (problem !== LOCKED || left === 0) return problem;
      }
      await sleep(PAUSE_MS);
    }
  };
}

function readOnce<T>(path: string, options: OpenOptions, read: (tables: ForeignTables) => T): T {
  const database = openDatabase(path, { ...options, readOnly: true });
  try {
    database.exec('BEGIN');
    return read({ rows: (table, columns, where, limit) => rowsOf(database, table, columns, where, limit) });
  } finally {
    database.close();
  }
}

function rowsOf(database: Database, table: string, columns: readonly string[], where: Readonly<Record<string, string>>, limit: number): readonly ForeignRow[] {
  requirePlain(database, table, [...columns, ...Object.keys(where)]);
  const wanted = columns.map((name) => `CASE typeof("${name}") WHEN 'text' THEN substr("${name}", 1, ${MAX_TEXT}) WHEN 'blob' THEN NULL ELSE "${name}" END AS "${name}"`);
  const conditions = Object.keys(where).map((name) => `"${name}" = ?`);
  const sql = `SELECT ${wanted.join(', ')} FROM "${table}" WHERE ${conditions.join(' AND ')} ORDER BY "${table}"."${columns[0]}" LIMIT ?`;
  return database.prepare(sql).all(...Object.values(where), limit) as readonly ForeignRow[];
}

/** A view, a virtual table or a generated column would run what the file says. */
function requirePlain(database: Database, table: string, columns: readonly string[]): void {
  const plain = database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ? AND sql LIKE 'CREATE TABLE%'").get(table);
  if (plain === undefined) throw new NotThere(`it has no table ${table}`);
  const stored = database.prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0').all(table);
  const names = new Set(stored.map((row) => row['name']));
  const absent = columns.find((name) => !names.has(name));
  if (absent !== undefined) throw new NotThere(`its table ${table} has no column ${absent}`);
}

/** What the file's first bytes say against opening it; SQLite would leave files beside a database with a write-ahead log. */
async function whyNot(path: string): Promise<ForeignProblem | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = await handle.stat();
    if (!stat.isFile()) return unreadable(stat.isDirectory() ? 'it is a folder' : 'it is not a regular file');
    if (stat.size > MAX_BYTES) return unreadable('it is larger than 2 GiB');
    const header = Buffer.alloc(100);
    await handle.read(header, 0, header.length, 0);
    if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return NO_DATABASE;
    return header[18] === 2 || header[19] === 2 ? unreadable('it has a write-ahead log, which cannot be read without writing beside it') : undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'absent', reason: 'it does not exist' };
    return unreadable(code === 'EACCES' || code === 'EPERM' ? 'access is denied' : `reading it failed (${code ?? 'unknown reason'})`);
  } finally {
    await handle?.close();
  }
}

function unreadable(reason: string): ForeignProblem {
  return { problem: 'unreadable', reason };
}

const NO_DATABASE = unreadable('it is no SQLite database');
const LOCKED = unreadable('another program has locked it');
const DAMAGED = unreadable('it is damaged');
const CUT_OFF = unreadable('a program that wrote to it was cut off, and must open it again first');

const PROBLEMS: Readonly<Record<string, ForeignProblem>> = {
  SQLITE_BUSY: LOCKED,
  SQLITE_LOCKED: LOCKED,
  SQLITE_NOTADB: NO_DATABASE,
  SQLITE_CORRUPT: DAMAGED,
  SQLITE_READONLY: CUT_OFF,
};

function problemOf(error: unknown): ForeignProblem {
  if (error instanceof NotThere) return unreadable(error.message);
  const name = sqliteErrorName(error);
  if (name !== undefined) return Object.entries(PROBLEMS).find(([prefix]) => name.startsWith(prefix))?.[1] ?? unreadable(`SQLite cannot read it (${name})`);
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string' && code.startsWith('ERR_')) return unreadable(`SQLite cannot read it (${code})`);
  throw error;
}
