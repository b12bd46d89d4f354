import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { leftOut } from './leftOut.ts';
import { noise, safetensors } from './modelBytes.ts';
import { smallDisk, type SmallDisk } from './mounts.ts';
import { newFolder, requireBuild, Scenario } from './scenario.ts';

const MIB = 1024 * 1024;
const COMMIT = ['commit', 'model', '--model', 'fraud'];
const STAGES = ['objects.afterOpen', 'objects.midCopy', 'objects.beforeFsync', 'objects.beforeRename', 'objects.afterRename', 'objects.afterLayout', 'commit.afterObjects', 'keys.beforeRename', 'ledger.beforePut', 'log.beforeFsync', 'log.beforeLink'];

const scenarios: Scenario[] = [];
beforeAll(requireBuild);
afterAll(() => scenarios.forEach((scenario) => scenario.remove()));

function disk(what: string, mebibytes = 64): { readonly scenario: Scenario; readonly disk: SmallDisk } | undefined {
  const outer = newFolder();
  const made = smallDisk(outer, mebibytes);
  const scenario = new Scenario(outer);
  scenarios.push(scenario);
  if (typeof made === 'string') {
    leftOut(what, made);
    return undefined;
  }
  onTestFinished(() => made.unmount());
  return { scenario, disk: made };
}

function writeModel(scenario: Scenario, seed: number): void {
  scenario.write('model/weights.safetensors', safetensors({ shared: noise(4 * MIB, 1), own: noise(MIB, seed) }));
  scenario.write('model/config.json', JSON.stringify({ seed }));
}

/** Fills the disk while a commit stands at each stage; then makes room and commits again. The model lies on another disk. */
async function fillAtEachStage(scenario: Scenario, full: SmallDisk, where: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv }): Promise<void> {
  const line = ['commit', scenario.path('model'), '--model', 'fraud'];
  const filling = { whileRunning: () => void sleep(600).then(() => full.fill(0)) };
  let number = 0;
  for (const stage of STAGES) {
    number += 1;
    writeModel(scenario, number);
    const ending = await scenario.run(line, { ...where, ...filling, env: { ...where.env, MODELKEEP_FAILPOINT: `${stage}:1:sleep900` } });
    full.fill(0);
    if (ending.code !== 0) expect([stage, ending.code, ending.json.error]).toMatchObject([stage, 4, { code: 'store.full', hint: expect.any(String) }]);
    // A full disk is no reason not to look.
    const { versions } = await scenario.ok(['log'], where);
    expect([stage, versions.length]).toEqual([stage, ending.code === 0 ? number : number - 1]);
    full.empty();
    expect([stage, (await scenario.ok(line, where)).number]).toEqual([stage, number]);
  }
  expect(await scenario.ok(['verify', '--read-data'], where)).toMatchObject({ ok: true, findings: [] });
  expect((await scenario.ok(['log'], where)).versions).toHaveLength(number);
}

describe('a disk that is full', () => {
  test('refuses before the first byte, says how much is needed, and commits without a copy', async () => {
    const made = disk('a registry on a full disk', 32);
    if (made === undefined) return;
    const { scenario } = made;
    const cwd = await projectOn(scenario, made.disk);
    writeModel(scenario, 1);
    made.disk.fill(3 * MIB);
    const line = ['commit', scenario.path('model'), '--model', 'fraud'];
    const { json, code } = await scenario.run(line, { cwd });
    expect([code, json.error]).toMatchObject([4, { code: 'store.full', hint: expect.stringContaining('--no-copy'), details: { neededBytes: expect.any(Number), freeBytes: expect.any(Number) } }]);
    expect(json.error.details.neededBytes).toBeGreaterThan(5 * MIB);
    expect(await scenario.ok([...line, '--no-copy'], { cwd })).toMatchObject({ state: 'external', number: 1 });
  });

  test('at any stage: the registry on it', async () => {
    const made = disk('a registry on a disk that fills up');
    if (made === undefined) return;
    const cwd = await projectOn(made.scenario, made.disk);
    await fillAtEachStage(made.scenario, made.disk, { cwd });
  }, 90_000);

  test('at any stage: only the store on it', async () => {
    const made = disk('a store on a disk that fills up');
    if (made === undefined) return;
    const env = { MODELKEEP_STORE: join(made.disk.folder, 'store') };
    await made.scenario.ok(['init'], { env });
    await fillAtEachStage(made.scenario, made.disk, { env });
  }, 90_000);

  test('the home of keys on it: nothing is committed without a counter that is kept', async () => {
    const made = disk('a home on a full disk', 16);
    if (made === undefined) return;
    const { scenario } = made;
    const env = { MODELKEEP_HOME: join(made.disk.folder, 'home') };
    await scenario.ok(['init'], { env });
    writeModel(scenario, 1);
    made.disk.fill(0);
    const { code, error, json } = await scenario.run(COMMIT, { env });
    expect([code, error, json.error.message]).toEqual([4, 'store.full', expect.stringContaining('key')]);
    expect((await scenario.ok(['log'], { env })).versions).toEqual([]);
    made.disk.empty();
    expect(await scenario.ok(COMMIT, { env })).toMatchObject({ number: 1, state: 'saved' });
    expect(readdirSync(join(made.disk.folder, 'home', 'devices'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('the place for temporary files on it: reading and committing go on', async () => {
    const made = disk('a scratch folder on a full disk', 16);
    if (made === undefined) return;
    const { scenario } = made;
    const env = { MODELKEEP_SCRATCH: join(made.disk.folder, 'scratch') };
    await scenario.ok(['init'], { env });
    made.disk.fill(0);
    writeModel(scenario, 1);
    expect(await scenario.ok(COMMIT, { env })).toMatchObject({ number: 1 });
    expect((await scenario.ok(['log'], { env })).versions).toHaveLength(1);
    const { code, error } = await scenario.run(['verify'], { env });
    expect([code, error]).toEqual([4, 'store.full']);
  });
});

/** A project with a registry on the disk. */
async function projectOn(scenario: Scenario, { folder }: SmallDisk): Promise<string> {
  const cwd = join(folder, 'project');
  mkdirSync(cwd);
  await scenario.ok(['init'], { cwd });
  return cwd;
}
