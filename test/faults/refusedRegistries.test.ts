import { createRequire } from 'node:module';
import { readFileSync, mkdirSync, writeFileSync, rmSync, symlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { nodeRuntime } from '../../src/adapters/keys/nodeRuntime.ts';
import { openDeviceKey } from '../../src/adapters/keys/deviceKeyFile.ts';
import { folderLog } from '../../src/adapters/log/folderLog.ts';
import { openCatalogue } from '../../src/adapters/sqlite/openCatalogue.ts';
import { encodeSegment } from '../../src/core/ledger/encodeSegment.ts';
import { filesBelow, CLI, requireBuild, Scenario } from './scenario.ts';
import { noise } from './modelBytes.ts';

beforeAll(requireBuild);

async function withVersion(): Promise<Scenario> {
  const scenario = new Scenario();
  onTestFinished(() => scenario.remove());
  await scenario.ok(['init']);
  scenario.write('m.bin', noise(10_000, 1));
  await scenario.ok(['commit', 'm.bin', '--model', 'fraud']);
  return scenario;
}

/** Puts a segment into the next slot as a newer program, with the same key, would. */
async function putNewerSegment(scenario: Scenario, change: { readonly rules?: number; readonly type?: string }): Promise<void> {
  const { registry, log, database } = await scenario.ok(['where']);
  const devices = join(scenario.env['MODELKEEP_HOME'] as string, 'devices', registry);
  const key = openDeviceKey(join(devices, filesBelow(devices)[0] as string));
  const catalogue = openCatalogue(database, { programFolder: join(CLI, '..') });
  const head = catalogue.head();
  const device = catalogue.view.deviceHead(key.device);
  catalogue.close();
  const place = { registry, slot: head.next, prev: head.hash, frontier: head.frontier, rules: change.rules ?? 1, dprev: device?.hash as string, dseq: (device?.counter ?? 0) + 1, time: new Date().toISOString() };
  const body = { author: 'x', model: 'newer' };
  folderLog(log).put(head.next, encodeSegment(nodeRuntime, key, place, [{ type: change.type ?? 'model.created', body } as never]));
}

describe('a registry of a newer program', () => {
  test.each([
    ['rules', { rules: 2 }],
    ['a critical event', { type: '!future.thing' }],
  ])('with %s is readable as far as it is known, takes nothing, and loses nothing', async (_, change) => {
    const scenario = await withVersion();
    await putNewerSegment(scenario, change);
    const { log, database } = await scenario.ok(['where']);
    const before = filesBelow(log).map((name) => readFileSync(join(log, name), 'hex'));
    for (let time = 0; time < 2; time++) {
      expect((await scenario.ok(['log'])).versions).toHaveLength(1);
      expect((await scenario.ok(['where'])).notices.join()).toContain('newer Modelkeep');
      expect((await scenario.ok(['pull', 'fraud', '-o', `../out${time}`])).written).toEqual(['m.bin']);
      for (const line of [['commit', 'm.bin', '--model', 'fraud', '--allow-same'], ['undo', 'fraud'], ['rebuild']]) {
        expect([line, await scenario.run(line)]).toMatchObject([line, { code: 4, error: 'registry.newer' }]);
      }
      const verified = await scenario.run(['verify']);
      expect([verified.code, verified.json.findings[0].message]).toEqual([1, expect.stringContaining('newer')]);
      rmSync(database, { force: true });
    }
    expect(filesBelow(log).map((name) => readFileSync(join(log, name), 'hex'))).toEqual(before);
  });

  test('with an event that is not critical goes on', async () => {
    const scenario = await withVersion();
    await putNewerSegment(scenario, { type: 'future.thing' });
    expect(await scenario.ok(['commit', 'm.bin', '--model', 'fraud', '--allow-same'])).toMatchObject({ number: 2 });
    expect(await scenario.ok(['verify'])).toMatchObject({ ok: true });
  });

  test('with a database of a newer schema is left as it is', async () => {
    const scenario = await withVersion();
    const { database } = await scenario.ok(['where']);
    const BetterSqlite = createRequire(import.meta.url)('better-sqlite3') as new (file: string) => { pragma(text: string): void; close(): void };
    const open = new BetterSqlite(database);
    open.pragma('user_version = 999');
    open.close();
    const bytes = readFileSync(database);
    for (const line of [['log'], ['commit', 'm.bin', '--model', 'fraud', '--allow-same'], ['verify'], ['rebuild']]) {
      expect([line, await scenario.run(line)]).toMatchObject([line, { code: 4, error: 'registry.newer', json: { error: { hint: expect.stringContaining('Update') } } }]);
    }
    expect(readFileSync(database).equals(bytes)).toBe(true);
  });
});

describe('a folder that is synchronised', () => {
  test.each([
    ['Dropbox by its name', 'Dropbox/project', undefined],
    ['Dropbox by its marker', 'files/project', 'files/.dropbox.cache'],
    ['OneDrive of a company', 'OneDrive - Acme/project', undefined],
    ['Syncthing', 'shared/project', 'shared/.stfolder'],
  ])('by %s takes no registry, and says why', async (_, place, marker) => {
    const scenario = new Scenario();
    onTestFinished(() => scenario.remove());
    const cwd = join(scenario.base, place);
    mkdirSync(cwd, { recursive: true });
    if (marker !== undefined) mkdirSync(join(scenario.base, marker));
    const { code, json } = await scenario.run(['init'], { cwd });
    expect([code, json.error]).toMatchObject([4, { code: 'registry.syncFolder', hint: expect.stringContaining('Move the project') }]);
    expect(filesBelow(cwd)).toEqual([]);
  });

  test('is seen through a link, and not in the settings of Dropbox', async () => {
    const scenario = new Scenario();
    onTestFinished(() => scenario.remove());
    mkdirSync(join(scenario.base, 'Dropbox', 'work'), { recursive: true });
    symlinkSync(join(scenario.base, 'Dropbox', 'work'), join(scenario.base, 'link'));
    expect(await scenario.run(['-C', join(scenario.base, 'link'), 'init'])).toMatchObject({ code: 4, error: 'registry.syncFolder' });
    mkdirSync(join(scenario.base, '.dropbox'));
    expect(await scenario.run(['init'])).toMatchObject({ code: 0 });
  });

  test('that a registry was moved into is refused too', async () => {
    const scenario = await withVersion();
    mkdirSync(join(scenario.base, '.stfolder'));
    expect(await scenario.run(['commit', 'm.bin', '--model', 'fraud', '--allow-same'])).toMatchObject({ code: 4, error: 'registry.syncFolder' });
    rmSync(join(scenario.base, '.stfolder'), { recursive: true });
    expect(await scenario.ok(['verify'])).toMatchObject({ ok: true });
  });
});

describe('modelkeep.json', () => {
  test.each([
    ['a comma too few', '{\n  "registry": "r_x"\n  "models": {}\n}', /line 3, column 3/],
    ['an end that is missing', '{\n  "models": {', /line 2, column 1\d/],
    ['no registry id', '{ "registry": "../../etc" }', /registry/],
    ['a model of no shape', '{ "models": { "fraud": [] } }', /models\.fraud/],
    ['a direction that there is not', '{ "models": { "fraud": { "direction": "up" } } }', /direction/],
    ['paths that are no list', '{ "models": { "fraud": { "paths": "x" } } }', /paths/],
    ['a name that is none', '{ "models": { "../x": {} } }', /name/],
    ['5 MB of it', `{ "x": "${'a'.repeat(5_000_000)}" }`, /larger/],
    ['no object', '[]', /object/],
  ])('with %s is refused, and says where', async (_, text, where) => {
    const scenario = await withVersion();
    const pinned = readFileSync(scenario.path('modelkeep.json'), 'utf8');
    scenario.write('modelkeep.json', text);
    for (const line of [['log'], ['commit', 'm.bin', '--model', 'fraud', '--allow-same'], ['init']]) {
      const { code, json } = await scenario.run(line);
      expect([line, code, json.error]).toMatchObject([line, 2, { code: 'config.invalid', message: expect.stringMatching(where) }]);
    }
    expect(readFileSync(scenario.path('modelkeep.json'), 'utf8')).toBe(text);
    scenario.write('modelkeep.json', pinned);
    expect((await scenario.ok(['log'])).versions).toHaveLength(1);
  });

  test('that is a pipe or a folder does not hang', async () => {
    const scenario = new Scenario();
    onTestFinished(() => scenario.remove());
    spawnSync('mkfifo', [scenario.path('modelkeep.json')]);
    expect(await scenario.run(['log'])).toMatchObject({ code: 2, error: 'config.invalid' });
    rmSync(scenario.path('modelkeep.json'));
    mkdirSync(scenario.path('modelkeep.json'));
    expect(await scenario.run(['log'])).toMatchObject({ code: 2, error: 'config.invalid' });
  });

  test('that cannot be written stops init before anything is made of it', async () => {
    const scenario = await withVersion();
    writeFileSync(scenario.path('other.json'), '');
    expect(await scenario.run(['init'])).toMatchObject({ code: 1, error: 'registry.exists' });
  });
});
