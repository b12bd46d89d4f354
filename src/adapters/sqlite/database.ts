/** A value that SQLite stores. */
export type SqlValue = string | number | null | Uint8Array;
export type SqlRow = Record<string, SqlValue>;

/** A compiled statement; parameters by position. */
export interface Statement {
  run(...values: readonly SqlValue[]): void;
  get(...values: readonly SqlValue[]): SqlRow | undefined;
  all(...values: readonly SqlValue[]): SqlRow[];
  iterate(...values: readonly SqlValue[]): Iterable<SqlRow>;
}

/** The little that we need of a SQLite binding; better-sqlite3 and node:sqlite stand behind it. */
export interface Database {
  readonly driver: 'better-sqlite3' | 'node:sqlite';
  /** Runs statements without results. */
  exec(sql: string): void;
  /** Compiles a statement, once for each text. */
  prepare(sql: string): Statement;
  close(): void;
}

/** SQLite's own name of an error (`SQLITE_BUSY`, `SQLITE_CORRUPT`), whichever binding threw it. */
export function sqliteErrorName(error: unknown): string | undefined {
  const { code, errcode } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown; errcode?: unknown };
  if (typeof code === 'string' && code.startsWith('SQLITE_')) return code;
  if (typeof errcode !== 'number') return undefined;
  return PRIMARY[errcode & 0xff];
}

/** Primary result codes (https://sqlite.org/rescode.html) that we tell apart. */
const PRIMARY: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
};
