import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAILPOINTS } from './failpoints.ts';
import { noise, safetensors } from './modelBytes.ts';
import { bytesBelow, filesBelow, requireBuild, Scenario } from './scenario.ts';
import { twoAtOnce } from './twoAtOnce.ts';

const MIB = 1024 * 1024;
const POINTS = [...FAILPOINTS.objects, ...FAILPOINTS.commit, ...FAILPOINTS.ledger];
const scenarios: Scenario[] = [];
afterAll(() => scenarios.forEach((scenario) => scenario.remove()));
beforeAll(requireBuild);

function newScenario(): Scenario {
  const scenario = new Scenario();
  scenarios.push(scenario);
  return scenario;
}

/** A folder of two files: weights that share a tensor with every other version, and a small one. */
function writeModel(scenario: Scenario, seed: number): void {
  scenario.write('model/weights.safetensors', safetensors({ shared: noise(4 * MIB, 1), own: noise(MIB, seed) }));
  scenario.write('model/config.json', JSON.stringify({ seed }));
  scenario.write('metrics.json', JSON.stringify({ f1: 1 / seed }));
}

const COMMIT = ['commit', 'model', '--model', 'fraud', '--metrics', 'metrics.json'];

interface Place {
  readonly folder: string;
  readonly log: string;
  readonly store: string;
}

/** Nothing temporary is left, in the store, in the log or beside the registry. */
function expectSwept({ folder, log, store }: Place): void {
  expect(readdirSync(join(store, 'tmp'))).toEqual(['finished']);
  expect(filesBelow(log).filter((name) => !name.endsWith('.seg'))).toEqual([]);
  expect(readdirSync(folder).filter((name) => !['blobs', 'packs', 'layouts', 'tmp', 'log', 'copy.json'].includes(name) && !name.startsWith('registry.db'))).toEqual([]);
}

function stored({ store }: Place): number {
  return bytesBelow(join(store, 'blobs'), join(store, 'packs'));
}

/** Kills a commit of version `number` at a point, looks at what is left, and commits again. False when it was not killed. */
async function killAndRepeat(scenario: Scenario, place: Place, point: string, number: number): Promise<boolean> {
  const killed = await scenario.run([...COMMIT, '-m', `version ${number}`], { env: { MODELKEEP_FAILPOINT: `${point}:kill` } });
  if (killed.signal !== 'SIGKILL') {
    expect([point, killed.code, killed.err]).toEqual([point, 0, '']);
    return false;
  }
  const report = await scenario.run(['verify', '--read-data']);
  expect([point, report.json]).toMatchObject([point, { ok: true, findings: [] }]);
  const left = stored(place);
  const there = report.json.events;
  const again = await scenario.ok([...COMMIT, '-m', `version ${number}`]);
  expect([point, again.number, again.ref]).toEqual([point, number, `fraud:v${number}`]);
  const wasIn = again.state === 'unchanged';
  expect([point, again.state]).toEqual([point, wasIn ? 'unchanged' : 'saved']);
  if (wasIn) expect([point, stored(place)]).toEqual([point, left]);
  expect([point, wasIn]).toEqual([point, /^(log.afterLink|ledger.afterPut)/.test(point)]);
  const after = await scenario.ok(['verify', '--read-data']);
  expect([point, after.ok, wasIn ? after.events : there < after.events]).toEqual([point, true, wasIn ? there : true]);
  expectSwept(place);
  return true;
}

describe('a commit that is killed at any point', () => {
  test('leaves a first version completely, once, or not at all; the next one uses what was stored', async () => {
    const control = newScenario();
    const size = stored(await firstVersion(control));
    const killed = await twoAtOnce(POINTS.map((name) => async () => {
      for (let n = 1; ; n++) {
        const scenario = newScenario();
        const place = (await scenario.ok(['init'])) as Place;
        writeModel(scenario, 2);
        const wasKilled = await killAndRepeat(scenario, place, `${name}:${n}`, 1);
        expect([name, n, stored(place)]).toEqual([name, n, size]);
        scenario.remove();
        if (!wasKilled) return n - 1;
      }
    }));
    expect(Object.fromEntries(POINTS.map((name, at) => [name, killed[at]]))).toEqual(Object.fromEntries(POINTS.map((name) => [name, expect.any(Number)])));
    expect(killed.filter((count) => count === 0)).toEqual([]);
  }, 180_000);

  test('leaves a next version that shares content completely, once, or not at all', async () => {
    const control = newScenario();
    const place = await firstVersion(control);
    const before = stored(place);
    writeModel(control, 3);
    await control.ok(COMMIT);
    const grows = stored(place) - before;
    const halves = [POINTS.filter((_, at) => at % 2 === 0), POINTS.filter((_, at) => at % 2 === 1)];
    await twoAtOnce(halves.map((points) => () => killNextVersions(points, grows)));
  }, 180_000);
});

async function killNextVersions(points: readonly string[], grows: number): Promise<void> {
  const scenario = newScenario();
  const place = await firstVersion(scenario);
  let number = 1;
  for (const name of points) {
    for (let n = 1, wasKilled = true; wasKilled; n++) {
      number += 1;
      const before = stored(place);
      writeModel(scenario, number + 1);
      wasKilled = await killAndRepeat(scenario, place, `${name}:${n}`, number);
      expect([name, n, stored(place) - before]).toEqual([name, n, expect.closeTo(grows, -2)]);
    }
  }
  const { versions } = await scenario.ok(['log', 'fraud', '--limit', '500']);
  expect(versions.map((version: { message: string }) => version.message).reverse()).toEqual(Array.from({ length: number }, (_, at) => `version ${at + 1}`));
}

async function firstVersion(scenario: Scenario): Promise<Place> {
  const place = (await scenario.ok(['init'])) as Place;
  writeModel(scenario, 2);
  await scenario.ok([...COMMIT, '-m', 'version 1']);
  return place;
}
