import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { foreignDatabaseReader } from '../../../../src/adapters/sqlite/foreignDatabaseReader.ts';
import { openDatabase } from '../../../../src/adapters/sqlite/openDatabase.ts';
import type { ForeignRow } from '../../../../src/core/ports/foreignDatabase.ts';
import { PROGRAM, temporaryFolder } from '../../../fakes/temporaryProject.ts';

/** A database made by `sql`. */
function made(sql: string): string {
  const file = join(temporaryFolder(), 'other.db');
  const database = openDatabase(file, { programFolder: PROGRAM });
  database.exec(sql);
  database.close();
  return file;
}

describe.each(['better-sqlite3', 'node:sqlite'] as const)('foreignDatabaseReader by %s', (driver) => {
  const reader = foreignDatabaseReader({ programFolder: PROGRAM, driver });
  const rows = (file: string, columns: readonly string[] = ['k', 'v']): Promise<unknown> => reader(file, (tables) => tables.rows('t', columns, { run: 'a' }, 3));
  const reasonOf = async (file: string): Promise<unknown> => ((await rows(file)) as { readonly reason?: string }).reason;

  it('reads rows of a plain table in order, up to the limit, and changes nothing in the folder', async () => {
    const file = made("CREATE TABLE t(k TEXT, v, run TEXT); INSERT INTO t VALUES ('c', 1, 'a'), ('b', 0.5, 'a'), ('a', NULL, 'a'), ('d', 1, 'a'), ('0', 1, 'b')");
    const before = readFileSync(file);
    expect(await rows(file)).toEqual({ answer: [{ k: 'a', v: null }, { k: 'b', v: 0.5 }, { k: 'c', v: 1 }] satisfies ForeignRow[] });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(join(file, '..'))).toEqual(['other.db']);
  });

  it('cuts long texts and leaves bytes out', async () => {
    const file = made("CREATE TABLE t(k TEXT, v, run TEXT); INSERT INTO t VALUES ('a', replace(hex(zeroblob(100000)), '00', 'é'), 'a'), ('b', x'00ff', 'a')");
    expect(await rows(file)).toEqual({ answer: [{ k: 'a', v: 'é'.repeat(65_536) }, { k: 'b', v: null }] });
  });

  it('runs nothing that the file defines', async () => {
    const endless = 'WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n) SELECT k, k AS v, k AS run FROM n';
    expect(await reasonOf(made(`CREATE VIEW t AS ${endless}`))).toBe('it has no table t');
    expect(await reasonOf(made("CREATE TABLE t(k TEXT, run TEXT, v AS (upper(k))); INSERT INTO t VALUES ('a', 'a')"))).toBe('its table t has no column v');
    expect(await reasonOf(made('CREATE VIRTUAL TABLE t USING fts5(k, v, run)'))).toBe('it has no table t');
    expect(await reasonOf(made('CREATE TABLE t(k TEXT, run TEXT)'))).toBe('its table t has no column v');
  });

  it('says what is no database, or none that it can read', async () => {
    const folder = temporaryFolder();
    const put = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    expect(await rows(join(folder, 'none.db'))).toEqual({ problem: 'absent', reason: 'it does not exist' });
    expect(await reasonOf(put('text.db', 'hello'))).toBe('it is no SQLite database');
    expect(await reasonOf(put('empty.db', ''))).toBe('it is no SQLite database');
    mkdirSync(join(folder, 'folder.db'));
    expect(await reasonOf(join(folder, 'folder.db'))).toBe('it is a folder');
    execFileSync('mkfifo', [join(folder, 'pipe.db')]);
    expect(await reasonOf(join(folder, 'pipe.db'))).toBe('it is not a regular file');
    truncateSync(put('huge.db', 'SQLite format 3\0'), 2 ** 31 + 1);
    expect(await reasonOf(join(folder, 'huge.db'))).toBe('it is larger than 2 GiB');
  });

  it('leaves a database with a write-ahead log alone, since SQLite would write beside it', async () => {
    const file = made("PRAGMA journal_mode = WAL; CREATE TABLE t(k, v, run)");
    const before = readdirSync(join(file, '..'));
    expect(await reasonOf(file)).toContain('write-ahead log');
    expect(readdirSync(join(file, '..'))).toEqual(before);
  });

  it('waits for a lock that is soon let go, and says when it is not', async () => {
    const file = made("CREATE TABLE t(k, v, run); INSERT INTO t VALUES ('a', 1, 'a')");
    const other = openDatabase(file, { programFolder: PROGRAM, driver });
    onTestFinished(() => other.close());
    other.exec('BEGIN EXCLUSIVE');
    expect(await reasonOf(file)).toBe('another program has locked it');
    const reading = rows(file);
    setTimeout(() => other.exec('ROLLBACK'), 100);
    expect(await reading).toEqual({ answer: [{ k: 'a', v: 1 }] });
  });

  it('does not take back what a program that was cut off had begun', async () => {
    const file = made("CREATE TABLE t(k, v, run); INSERT INTO t VALUES ('a', 1, 'a')");
    const other = openDatabase(file, { programFolder: PROGRAM, driver });
    onTestFinished(() => other.close());
    other.exec("PRAGMA cache_size = 1; BEGIN IMMEDIATE; INSERT INTO t SELECT 'b', hex(zeroblob(5000)), 'a' FROM sqlite_master, (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4)");
    const folder = temporaryFolder();
    const copy = join(folder, 'other.db');
    copyFileSync(file, copy);
    copyFileSync(`${file}-journal`, `${copy}-journal`);
    const before = [readFileSync(copy), readFileSync(`${copy}-journal`)] as const;
    expect(await reasonOf(copy)).toContain('was cut off');
    expect(readFileSync(copy).equals(before[0]) && readFileSync(`${copy}-journal`).equals(before[1])).toBe(true);
  });

  it('answers or says a reason for any damage', async () => {
    const file = made(`CREATE TABLE t(k TEXT, v, run TEXT); CREATE INDEX i ON t(run); ${"INSERT INTO t VALUES (hex(randomblob(99)), 1, 'a');".repeat(60)}`);
    const whole = readFileSync(file);
    const damage = fc.oneof(
      fc.nat(whole.length).map((size) => whole.subarray(0, size)),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 }).map((changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      }),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (bytes) => {
        writeFileSync(file, bytes);
        const answer = (await rows(file)) as { readonly answer?: readonly ForeignRow[]; readonly reason?: string };
        expect(answer.answer?.length ?? answer.reason).toSatisfy((one) => (typeof one === 'number' ? one <= 3 : typeof one === 'string' && one.length > 0));
      }),
      { numRuns: 200 },
    );
  });
});
