import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AFTER_THE_FACT, FAILPOINTS } from './failpoints.ts';
import { noise, safetensors } from './modelBytes.ts';
import { filesBelow, requireBuild, Scenario } from './scenario.ts';
import { twoAtOnce } from './twoAtOnce.ts';

const scenarios: Scenario[] = [];
afterAll(() => scenarios.forEach((scenario) => scenario.remove()));
beforeAll(requireBuild);

const ACTIONS = { EIO: ['store.failed', 4], ENOSPC: ['store.full', 4], EACCES: ['registry.readOnly', 4] } as const;
const POINTS = [...FAILPOINTS.objects, ...FAILPOINTS.commit, ...FAILPOINTS.ledger];

function writeModel(scenario: Scenario, seed: number): void {
  scenario.write('model/weights.safetensors', safetensors({ shared: noise(2_000_000, 1), own: noise(400_000, seed) }));
  scenario.write('model/config.json', JSON.stringify({ seed }));
}

const COMMIT = ['commit', 'model', '--model', 'fraud'];

describe('a disk that fails at any point of a commit', () => {
  test.each(Object.keys(ACTIONS) as (keyof typeof ACTIONS)[])('with %s: the error says so, and the version is there completely or not at all', async (action) => {
    const halves = [POINTS.filter((_, at) => at % 2 === 0), POINTS.filter((_, at) => at % 2 === 1)];
    await twoAtOnce(halves.map((points) => async () => {
      const scenario = new Scenario();
      scenarios.push(scenario);
      const place = await scenario.ok(['init']);
      writeModel(scenario, 1);
      await scenario.ok(COMMIT);
      let number = 1;
      for (const point of points) number = await failEverywhere(scenario, point, action, number);
      const { versions } = await scenario.ok(['log', 'fraud', '--limit', '500']);
      expect(versions.map((version: { number: number }) => version.number)).toEqual(Array.from({ length: number }, (_, at) => number - at));
      expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true, findings: [] });
      expect(readdirSync(join(place.store, 'tmp'))).toEqual(['finished']);
      expect(filesBelow(place.log).filter((name) => !name.endsWith('.seg'))).toEqual([]);
    }));
  }, 180_000);
});

/** Fails the commit of one version at each passing of a point; answers the number of the newest version afterwards. */
async function failEverywhere(scenario: Scenario, point: string, action: keyof typeof ACTIONS, number: number): Promise<number> {
  const [code, exit] = ACTIONS[action];
  for (let n = 1; ; n++) {
    const wanted = number + 1;
    writeModel(scenario, wanted);
    const ending = await scenario.run(COMMIT, { env: { MODELKEEP_FAILPOINT: `${point}:${n}:${action}` } });
    if (ending.code === 0 && point !== 'ledger.afterPut') {
      expect([point, n, ending.json.number]).toEqual([point, n, wanted]);
      return wanted;
    }
    if (point === 'ledger.afterPut') {
      // It is in the ledger: that the database did not follow is no failure.
      expect([point, n, ending.code, ending.json.number, ending.json.state]).toEqual([point, n, 0, wanted, 'saved']);
      return wanted;
    }
    expect([point, n, ending.code, ending.error]).toEqual([point, n, exit, point === 'log.afterLink' ? 'store.failed' : code]);
    expect([point, ending.json.error.hint]).toEqual([point, expect.any(String)]);
    if (AFTER_THE_FACT.includes(point)) {
      expect(await scenario.ok(COMMIT)).toMatchObject({ number: wanted, state: 'unchanged' });
      return wanted;
    }
  }
}
