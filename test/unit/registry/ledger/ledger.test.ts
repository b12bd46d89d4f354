import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCatalogue } from '../../../../src/adapters/sqlite/openCatalogue.ts';
import { HEAD_TABLES, LEDGER_TABLES, MOVABLE_TABLES } from '../../../../src/adapters/sqlite/schema.ts';
import type { Ledger, LedgerConfig } from '../../../../src/registry/ledger/ledgerCalls.ts';
import { openInProcessLedger } from '../../../../src/registry/ledger/openInProcessLedger.ts';
import { commitOf } from '../../../fakes/commitCommands.ts';
import { PROGRAM, temporaryLedger } from '../../../fakes/temporaryProject.ts';

async function fill(ledger: Ledger): Promise<void> {
  await ledger.call('commitVersion', commitOf('fraud', 'one', { metrics: [{ name: 'f1', value: '0.9' }] }));
  await ledger.call('commitVersion', commitOf('fraud', 'two', { params: [{ name: 'lr', type: 'float', value: '1e-05' }] }));
  await ledger.call('commitVersion', commitOf('churn', 'three'));
  const version = (await ledger.read('versions', { model: 'fraud', limit: 1 }))[0];
  await ledger.call('recordEvaluation', { version: version?.id ?? '', name: 'May', metrics: [{ name: 'f1', value: 'NaN' }], data: [], author: 'Ben' });
}

function dump(config: LedgerConfig): Record<string, unknown[]> {
  const catalogue = openCatalogue(config.database, { programFolder: PROGRAM });
  const tables = Object.fromEntries([...LEDGER_TABLES, ...MOVABLE_TABLES, ...HEAD_TABLES].map((table) => [table, [...catalogue.rows(table)].map((row) => JSON.stringify(row))]));
  catalogue.close();
  return tables;
}

function slotFile(config: LedgerConfig, slot: number): string {
  return join(config.log, '000000000000', `${String(slot).padStart(4, '0')}.seg`);
}

/** Changes one byte in the middle of a slot. */
function flip(config: LedgerConfig, slot: number): void {
  const file = slotFile(config, slot);
  const bytes = readFileSync(file);
  bytes[200] = (bytes[200] ?? 0) ^ 1;
  rmSync(file);
  writeFileSync(file, bytes);
}

describe.each(['better-sqlite3', 'node:sqlite'] as const)('the ledger of a local registry over %s', (driver) => {
  beforeEach(() => vi.stubEnv('MODELKEEP_SQLITE', driver));
  afterEach(() => vi.unstubAllEnvs());

  it('runs on the driver that was asked for', async () => {
    const { config } = await temporaryLedger();
    const catalogue = openCatalogue(config.database, { programFolder: PROGRAM });
    expect(catalogue.driver).toBe(driver);
    catalogue.close();
  });

  it('numbers the versions of each model by their position', async () => {
    const { ledger } = await temporaryLedger();
    await fill(ledger);
    const log = await ledger.read('versions', { limit: 10 });
    expect(log.map((row) => `${row.model}:v${row.number}`)).toEqual(['churn:v1', 'fraud:v2', 'fraud:v1']);
    expect(log[1]?.record.parents).toEqual([log[2]?.id]);
  });

  it('writes nothing for the same bytes and params, and an evaluation for other metrics', async () => {
    const { ledger } = await temporaryLedger();
    const command = commitOf('fraud', 'one', { metrics: [{ name: 'f1', value: '0.9' }] });
    const first = await ledger.call('commitVersion', command);
    const before = (await ledger.call('state', undefined)).slots;
    expect((await ledger.call('commitVersion', command)).state).toBe('unchanged');
    expect((await ledger.call('state', undefined)).slots).toBe(before);
    const evaluated = await ledger.call('commitVersion', { ...command, metrics: [{ name: 'f1', value: '0.91' }] });
    expect([evaluated.state, evaluated.version.id]).toEqual(['evaluated', first.version.id]);
    expect((await ledger.call('commitVersion', { ...command, metrics: [{ name: 'f1', value: '0.91' }] })).state).toBe('unchanged');
    expect((await ledger.call('commitVersion', { ...command, allowSame: true })).version.number).toBe(2);
  });

  it('brings a withdrawn version back under its old number when it is committed again', async () => {
    const { ledger } = await temporaryLedger();
    const command = commitOf('fraud', 'one');
    const { version } = await ledger.call('commitVersion', command);
    await ledger.call('withdrawVersion', { version: version.id, reason: '', author: 'Ana' });
    expect(await ledger.read('versions', { limit: 10 })).toEqual([]);
    expect((await ledger.call('commitVersion', command)).version.number).toBe(1);
    expect(await ledger.read('versions', { limit: 10 })).toHaveLength(1);
  });

  it('refuses to undo what another version was made from', async () => {
    const { ledger } = await temporaryLedger();
    await fill(ledger);
    const first = await ledger.read('versionNumbered', 'fraud', 1);
    await expect(ledger.call('withdrawVersion', { version: first?.id ?? '', reason: '', author: 'Ana' })).rejects.toMatchObject({ code: 'policy.refused' });
  });

  it('folds a deleted database anew, equal row by row, and says so', async () => {
    const { ledger, config, open } = await temporaryLedger();
    await fill(ledger);
    const state = await ledger.call('state', undefined);
    await ledger.close();
    const before = dump(config);
    for (const suffix of ['', '-wal', '-shm']) rmSync(config.database + suffix, { force: true });
    const again = await open();
    expect(await again.call('state', undefined)).toEqual(state);
    expect(again.notices.join(' ')).toMatch(/rebuilt from the ledger/);
    await again.close();
    expect(dump(config)).toEqual(before);
  });

  it('folds a damaged database anew', async () => {
    const { ledger, config, open } = await temporaryLedger();
    await fill(ledger);
    const state = await ledger.call('state', undefined);
    await ledger.close();
    writeFileSync(config.database, Buffer.alloc(8192, 7));
    const again = await open();
    expect(await again.call('state', undefined)).toEqual(state);
    expect(again.notices.join(' ')).toMatch(/damaged/);
  });

  it('folds anew when the damage shows only in a later read', async () => {
    const { ledger, config, open } = await temporaryLedger();
    for (let i = 0; i < 60; i++) await ledger.call('commitVersion', commitOf('fraud', `content ${i}`));
    const state = await ledger.call('state', undefined);
    await ledger.close();
    const bytes = readFileSync(config.database);
    bytes.fill(0x55, 4096 * 3);
    writeFileSync(config.database, bytes);
    const again = await open();
    expect(await again.read('versions', { limit: 100 })).toHaveLength(60);
    expect(await again.call('state', undefined)).toEqual(state);
  });

  it('rebuilds on demand to the very same rows', async () => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    const before = dump(config);
    await ledger.call('rebuild', undefined);
    expect(dump(config)).toEqual(before);
  });

  it('verifies what it wrote', async () => {
    const { ledger } = await temporaryLedger();
    await fill(ledger);
    const report = await ledger.call('verify', undefined);
    expect(report).toMatchObject({ findings: [], slots: 5, events: 7 });
    expect(report.root).toBe((await ledger.call('state', undefined)).root);
  });

  it('names the first slot whose bytes were changed', async () => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    const { root } = JSON.parse(readFileSync(slotFile(config, 1), 'utf8').split('\n')[0] ?? '') as { readonly root: string };
    flip(config, 2);
    const report = await ledger.call('verify', undefined);
    expect(report.findings[0]).toMatchObject({ kind: 'slot', where: 'slot 2' });
    expect(report, 'how far it is right').toMatchObject({ slots: 2, root });
  });

  it.each([
    ['batch', /"sig":"./, 'has no effect: the signature is wrong'],
    ['segment', /(?<=\/d_[a-z2-7]{16} [A-Za-z0-9+/]{20})./, 'signature is not that of a member'],
  ])('finds a wrong signature of the last %s, though signatures are checked beside the fold', async (_what, place, reason) => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    const last = (await ledger.call('state', undefined)).slots - 1;
    const text = readFileSync(slotFile(config, last), 'utf8');
    rmSync(slotFile(config, last));
    writeFileSync(slotFile(config, last), text.replace(place, (found) => found.slice(0, -1) + (found.endsWith('A') ? 'B' : 'A')));
    const { findings } = await ledger.call('verify', undefined);
    expect(findings.map(({ message }) => message).join('\n')).toContain(reason);
    expect(findings.map(({ where }) => where)).toContain(`slot ${last}`);
  });

  it('names a slot that is missing in the middle', async () => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    rmSync(slotFile(config, 3));
    expect(await ledger.call('verify', undefined)).toMatchObject({ findings: [{ kind: 'slot', where: 'slot 3' }], slots: 3 });
  });

  it('never writes into a gap', async () => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    await ledger.close();
    rmSync(slotFile(config, 3));
    for (const suffix of ['', '-wal', '-shm']) rmSync(config.database + suffix, { force: true });
    await expect(openInProcessLedger(config)).rejects.toMatchObject({ code: 'ledger.gap' });
    expect(existsSync(slotFile(config, 3))).toBe(false);
  });

  it('refuses to commit when the head of the log was changed under it', async () => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    flip(config, 4);
    await expect(ledger.call('commitVersion', commitOf('fraud', 'four'))).rejects.toMatchObject({ code: 'ledger.changed' });
    rmSync(slotFile(config, 4));
    await expect(ledger.call('commitVersion', commitOf('fraud', 'four'))).rejects.toMatchObject({ code: 'ledger.changed' });
  });

  it('writes nothing after a damaged slot that a member signed, so that a backup can bring the rest back', async () => {
    const { ledger, config, open } = await temporaryLedger();
    await fill(ledger);
    const state = await ledger.call('state', undefined);
    await ledger.close();
    const good = readFileSync(slotFile(config, 2));
    flip(config, 2);
    for (const suffix of ['', '-wal', '-shm']) rmSync(config.database + suffix, { force: true });
    const again = await open();
    expect(again.notices.join(' ')).toMatch(/damaged/);
    await expect(again.call('commitVersion', commitOf('fraud', 'four'))).rejects.toMatchObject({ code: 'ledger.invalid' });
    rmSync(slotFile(config, 2));
    writeFileSync(slotFile(config, 2), good);
    expect(await again.call('rebuild', undefined)).toEqual(state);
    expect((await again.call('commitVersion', commitOf('fraud', 'four'))).version.number).toBe(3);
  });

  it('goes on after garbage that nobody signed', async () => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    writeFileSync(slotFile(config, 5), 'garbage\n');
    expect((await ledger.call('commitVersion', commitOf('fraud', 'four'))).version.number).toBe(3);
    expect((await ledger.call('verify', undefined)).findings).toMatchObject([{ kind: 'slot', where: 'slot 5' }]);
  });

  it('leaves the database as it is when a rebuild meets a damaged slot', async () => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    const before = dump(config);
    flip(config, 2);
    await expect(ledger.call('rebuild', undefined)).rejects.toMatchObject({ code: 'ledger.invalid', details: { slot: 2 } });
    expect(dump(config)).toEqual(before);
  });

  it('finds a row of the database that somebody changed past the triggers', async () => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    const { default: Sqlite } = await import('better-sqlite3');
    const database = new Sqlite(config.database);
    expect(() => database.prepare("UPDATE version SET message = 'forged'").run()).toThrow(/never changed/);
    expect(() => database.prepare('DELETE FROM event').run()).toThrow(/never changed/);
    database.exec("DROP TRIGGER versionNoUPDATE; UPDATE version SET message = 'forged' WHERE number = 2");
    database.close();
    expect((await ledger.call('verify', undefined)).findings).toMatchObject([{ kind: 'catalogue', where: 'version' }]);
  });

  it.each([
    ['changed', 'event', "UPDATE event SET time = 'then' WHERE position = 3", 'eventNoUPDATE', 4],
    ['missing', 'evaluation', 'DELETE FROM evaluation', 'evaluationNoDELETE', 1],
    ['made up', 'versionMetric', "INSERT INTO versionMetric VALUES (1, 'zzz', '1', 1)", undefined, 2],
    ['made up beyond the end', 'segment', "CREATE TABLE copy AS SELECT * FROM segment WHERE slot = 1; UPDATE copy SET slot = 99; INSERT INTO segment SELECT * FROM copy; DROP TABLE copy", undefined, 6],
  ])('finds a %s row of history in %s', async (_how, table, sql, trigger, row) => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    const { default: Sqlite } = await import('better-sqlite3');
    const database = new Sqlite(config.database);
    if (trigger !== undefined) database.exec(`DROP TRIGGER ${trigger}`);
    database.exec(sql);
    database.close();
    expect((await ledger.call('verify', undefined)).findings).toEqual([{ kind: 'catalogue', where: table, message: expect.stringContaining(`in ${table}, row ${row}.`) }]);
  });

  it('verifies names that UTF-8 and UTF-16 order differently, and more of them than a page', async () => {
    const { ledger } = await temporaryLedger();
    const plain = Array.from({ length: 1200 }, (_, i) => `n${String(i).padStart(4, '0')}`);
    const params = [...plain, '\u{1f600}', '\uff5e'].map((name) => ({ name, type: 'int' as const, value: '1' }));
    for (const content of ['one', 'two']) await ledger.call('commitVersion', commitOf('fraud', content, { params }));
    expect((await ledger.call('verify', undefined)).findings).toEqual([]);
  });

  it('lets two database replicas share one log without a double slot', async () => {
    const { config, ledger } = await temporaryLedger();
    const other = await openInProcessLedger({ ...config, database: join(config.scratch, 'other.db'), keyFile: join(config.scratch, 'other.key') });
    const work = async (one: Ledger, name: string): Promise<void> => {
      for (let i = 0; i < 15; i++) await one.call('commitVersion', commitOf(name, `${name} ${i}`));
    };
    await Promise.all([work(ledger, 'left'), work(other, 'right')]);
    expect(await ledger.call('state', undefined)).toEqual(await other.call('state', undefined));
    expect((await ledger.call('state', undefined)).versions).toBe(30);
    expect((await other.call('verify', undefined)).findings).toEqual([]);
    await other.close();
  });

  it('leaves no temporary file in the log', async () => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    expect(readdirSync(join(config.log, '000000000000')).sort()).toEqual(['0000.seg', '0001.seg', '0002.seg', '0003.seg', '0004.seg']);
  });

  it('says that a folder of segments that is gone is gone, and makes nothing up', async () => {
    const { ledger, config } = await temporaryLedger();
    await fill(ledger);
    renameSync(config.log, `${config.log}-away`);
    await expect(ledger.call('commitVersion', commitOf('fraud', 'four'))).rejects.toMatchObject({ code: 'ledger.changed' });
    cpSync(`${config.log}-away`, config.log, { recursive: true });
    expect((await ledger.call('commitVersion', commitOf('fraud', 'four'))).version.number).toBe(3);
  });
});
