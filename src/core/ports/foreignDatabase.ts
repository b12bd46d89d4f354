/** A row of another program's table; bytes are left out (null). */
export type ForeignRow = Readonly<Record<string, string | number | null>>;

/** The tables of a database of another program, while it is read. */
export interface ForeignTables {
  /**
   * At most `limit` rows of `table` whose columns hold the texts of `where`, ordered by the first of `columns`. Texts are
   * cut after 65,536 characters. What is no plain table with these columns ends the reading in a problem.
   */
  rows(table: string, columns: readonly string[], where: Readonly<Record<string, string>>, limit: number): readonly ForeignRow[];
}

/** Why a database could not be read; `reason` is half a sentence for people. */
export interface ForeignProblem {
  readonly problem: 'absent' | 'unreadable';
  readonly reason: string;
}

/**
 * Reads a SQLite database of another program; all that `read` asks for is of one state. Writes neither into the file nor
 * beside it, runs nothing that the database defines (views, virtual tables, generated columns), waits about a second
 * where another program has locked it. Never throws for what is in the file.
 */
export type ReadForeignDatabase = <T>(path: string, read: (tables: ForeignTables) => T) => Promise<{ readonly answer: T } | ForeignProblem>;
