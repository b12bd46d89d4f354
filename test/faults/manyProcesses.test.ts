import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { noise } from './modelBytes.ts';
import { filesBelow, requireBuild, Scenario } from './scenario.ts';

beforeAll(requireBuild);

function newScenario(): Scenario {
  const scenario = new Scenario();
  onTestFinished(() => scenario.remove());
  return scenario;
}

interface Version {
  readonly number: number;
  readonly message: string;
  readonly id: string;
}

async function versions(scenario: Scenario, env: NodeJS.ProcessEnv = {}): Promise<Version[]> {
  return (await scenario.ok(['log', '--limit', '500'], { env })).versions;
}

/** Commits files of their own in several processes at once, several times. */
async function commitAtOnce(scenario: Scenario, processes: number, times: number, envOf: (process: number) => NodeJS.ProcessEnv = () => ({})): Promise<void> {
  await Promise.all(Array.from({ length: processes }, async (_, process) => {
    for (let time = 0; time < times; time++) {
      const name = scenario.write(`out${process}/m.bin`, noise(20_000, process * 100 + time + 1));
      await scenario.ok(['commit', name, '--model', 'fraud', '-m', `${process}.${time}`], { env: envOf(process) });
    }
  }));
}

/** Every version is there once, numbered without a gap. */
function expectAll(found: readonly Version[], processes: number, times: number): void {
  expect(found.map(({ number }) => number)).toEqual(Array.from({ length: processes * times }, (_, at) => processes * times - at));
  const wanted = Array.from({ length: processes }, (_, process) => Array.from({ length: times }, (__, time) => `${process}.${time}`)).flat();
  expect(found.map(({ message }) => message).sort()).toEqual(wanted.sort());
  expect(new Set(found.map(({ id }) => id)).size).toBe(processes * times);
}

/** Device and counter of every event, from the log's own bytes. */
function eventIds(log: string): string[] {
  const lines = filesBelow(log).filter((name) => name.endsWith('.seg')).flatMap((name) => readFileSync(join(log, name), 'utf8').split('\n'));
  return lines.filter((line) => line.includes('"k":"ev"')).map((line) => (JSON.parse(line) as { id: string }).id);
}

describe('at once', () => {
  test('four processes commit one model: nothing twice, nothing lost', async () => {
    const scenario = newScenario();
    await scenario.ok(['init']);
    await commitAtOnce(scenario, 4, 3);
    expectAll(await versions(scenario), 4, 3);
    expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true });
    const { log } = await scenario.ok(['where']);
    expect(new Set(eventIds(log)).size).toBe(eventIds(log).length);
  }, 60_000);

  test('four processes commit the same file: one version', async () => {
    const scenario = newScenario();
    await scenario.ok(['init']);
    scenario.write('m.bin', noise(9_000_000, 1));
    const answers = await Promise.all([1, 2, 3, 4].map(() => scenario.ok(['commit', 'm.bin', '--model', 'fraud'])));
    expect(answers.map(({ state }) => String(state)).sort()).toEqual(['saved', 'unchanged', 'unchanged', 'unchanged']);
    expect(await versions(scenario)).toHaveLength(1);
    expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true });
  });

  test('four processes make the registry: all of them use one', async () => {
    const scenario = newScenario();
    const answers = await Promise.all([1, 2, 3, 4].map(() => scenario.run(['init'])));
    const { registry, folder } = await scenario.ok(['where']);
    for (const { code, error, json } of answers) expect(code === 0 ? json.registry : error).toBe(code === 0 ? registry : 'registry.exists');
    expect(filesBelow(join(folder, '..')).filter((name) => name.endsWith('0000.seg'))).toHaveLength(1);
  });

  test('two hosts on one network folder: no version lost or double, and both replicas equal', async () => {
    const scenario = newScenario();
    const host = (name: string): NodeJS.ProcessEnv => ({ MODELKEEP_FSTYPE: 'nfs', MODELKEEP_HOME: join(scenario.base, name, 'home'), MODELKEEP_SCRATCH: join(scenario.base, name, 'scratch') });
    await scenario.ok(['init'], { env: host('a') });
    await commitAtOnce(scenario, 8, 2, (process) => host(process % 2 === 0 ? 'a' : 'b'));
    const [a, b] = [await versions(scenario, host('a')), await versions(scenario, host('b'))];
    expectAll(a, 8, 2);
    expect(b).toEqual(a);
    const [verifiedA, verifiedB] = [await scenario.ok(['verify', '--read-data'], { env: host('a') }), await scenario.ok(['verify', '--read-data'], { env: host('b') })];
    expect(verifiedA).toMatchObject({ ok: true, findings: [] });
    expect(verifiedB).toEqual(verifiedA);
    const [placeA, placeB] = [await scenario.ok(['where'], { env: host('a') }), await scenario.ok(['where'], { env: host('b') })];
    expect([placeA.replica, placeB.replica, placeA.database === placeB.database]).toEqual([true, true, false]);
    expect(rowsOf(placeA.database)).toEqual(rowsOf(placeB.database));
    expect(new Set(eventIds(placeA.log).map((id) => id.split('.')[0])).size).toBe(2);
    expect(new Set(eventIds(placeA.log)).size).toBe(eventIds(placeA.log).length);
  }, 90_000);
});

/** All rows of the tables that are folded from the log. */
function rowsOf(database: string): Record<string, unknown[]> {
  const BetterSqlite = createRequire(import.meta.url)('better-sqlite3') as new (file: string, options: object) => { prepare(sql: string): { all(): { name: string }[] }; close(): void };
  const open = new BetterSqlite(database, { readonly: true });
  try {
    const tables = open.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'fileHash' ORDER BY name").all();
    return Object.fromEntries(tables.map(({ name }) => [name, open.prepare(`SELECT * FROM "${name}"`).all().map((row) => JSON.stringify(row)).sort()]));
  } finally {
    open.close();
  }
}

describe('a lock that another process holds for five seconds', () => {
  test('makes a commit wait, and it succeeds; looking does not wait', async () => {
    const scenario = newScenario();
    await scenario.ok(['init']);
    scenario.write('m.bin', noise(10_000, 1));
    const { database } = await scenario.ok(['where']);
    const holder = spawn(process.execPath, ['-e', `
      const Sqlite = require('better-sqlite3');
      const database = new Sqlite(process.argv[1]);
      database.exec('BEGIN IMMEDIATE');
      process.stdout.write('held');
      setTimeout(() => database.exec('COMMIT'), 5000);
    `, database], { cwd: join(import.meta.dirname, '..', '..'), stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const began = Date.now();
    let held = true;
    holder.once('exit', () => (held = false));
    expect((await scenario.ok(['log'])).versions).toEqual([]);
    expect(held).toBe(true);
    expect(await scenario.ok(['commit', 'm.bin', '--model', 'fraud'])).toMatchObject({ number: 1, state: 'saved' });
    expect(Date.now() - began).toBeGreaterThan(3000);
    expect(await versions(scenario)).toHaveLength(1);
  }, 30_000);
});

describe('a clock', () => {
  test('that is set back or forward changes no order and no verdict', async () => {
    const scenario = newScenario();
    await scenario.ok(['init']);
    const shift = join(scenario.base, 'shift.cjs');
    writeFileSync(shift, `
      const by = Number(process.env.SHIFT_MS);
      const RealDate = Date;
      globalThis.Date = class extends RealDate {
        constructor(...args) { if (args.length === 0) super(RealDate.now() + by); else super(...args); }
        static now() { return RealDate.now() + by; }
      };
    `);
    const years = 365 * 24 * 3600 * 1000;
    for (const [at, by] of [0, -3 * years, 5 * years, -3600_000, 0].entries()) {
      scenario.write('m.bin', noise(10_000, at + 1));
      const options = { env: { SHIFT_MS: String(by) }, nodeArgs: ['--require', shift] };
      expect(await scenario.ok(['commit', 'm.bin', '--model', 'fraud', '-m', `${at}`], options)).toMatchObject({ number: at + 1, state: 'saved' });
      expect(await scenario.ok(['commit', 'm.bin', '--model', 'fraud'], options)).toMatchObject({ number: at + 1, state: 'unchanged' });
      expect((await scenario.tell(['log'], options)).code).toBe(0);
    }
    expect((await versions(scenario)).map(({ message }) => message)).toEqual(['4', '3', '2', '1', '0']);
    expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true });
  }, 60_000);
});

describe('a copy', () => {
  test('of a project signs with a key of its own, and goes its own way', async () => {
    const scenario = newScenario();
    await scenario.ok(['init']);
    scenario.write('m.bin', noise(10_000, 1));
    await scenario.ok(['commit', 'm.bin', '--model', 'fraud']);
    const copy = join(scenario.base, 'copy');
    cpSync(scenario.project, copy, { recursive: true, preserveTimestamps: true });
    expect((await scenario.ok(['where'], { cwd: copy })).notices.join()).toContain('copy');
    expect((await scenario.ok(['where'], { cwd: copy })).notices).toEqual([]);
    scenario.write('m.bin', noise(10_000, 2));
    await scenario.ok(['commit', 'm.bin', '--model', 'fraud']);
    writeFileSync(join(copy, 'm.bin'), noise(10_000, 3));
    expect(await scenario.ok(['commit', 'm.bin', '--model', 'fraud'], { cwd: copy })).toMatchObject({ number: 2 });
    const [mine, other] = [await scenario.ok(['where']), await scenario.ok(['where'], { cwd: copy })];
    const fresh = eventIds(other.log).filter((id) => !eventIds(mine.log).includes(id));
    expect(new Set(fresh.map((id) => id.split('.')[0])).size).toBe(1);
    expect(eventIds(mine.log).map((id) => id.split('.')[0])).not.toContain(fresh[0]?.split('.')[0]);
    for (const cwd of [scenario.project, copy]) expect(await scenario.ok(['verify', '--read-data'], { cwd })).toMatchObject({ ok: true });
  });

  test('of the home from an older day has no counter used twice', async () => {
    const scenario = newScenario();
    await scenario.ok(['init']);
    const home = scenario.env['MODELKEEP_HOME'] as string;
    cpSync(home, `${home}.old`, { recursive: true });
    for (let seed = 1; seed <= 3; seed++) {
      scenario.write('m.bin', noise(10_000, seed));
      await scenario.ok(['commit', 'm.bin', '--model', 'fraud']);
    }
    rmSync(home, { recursive: true });
    cpSync(`${home}.old`, home, { recursive: true });
    scenario.write('m.bin', noise(10_000, 4));
    expect(await scenario.ok(['commit', 'm.bin', '--model', 'fraud'])).toMatchObject({ number: 4, state: 'saved' });
    rmSync(home, { recursive: true });
    scenario.write('m.bin', noise(10_000, 5));
    expect(await scenario.ok(['commit', 'm.bin', '--model', 'fraud'])).toMatchObject({ number: 5, state: 'saved' });
    const { log } = await scenario.ok(['where']);
    expect(new Set(eventIds(log)).size).toBe(eventIds(log).length);
    expect(new Set(eventIds(log).map((id) => id.split('.')[0])).size).toBe(2);
    expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true });
  });
});
