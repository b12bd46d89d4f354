import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AFTER_THE_FACT, FAILPOINTS } from './failpoints.ts';
import { noise, safetensors } from './modelBytes.ts';
import { filesBelow, requireBuild, Scenario, type Ending } from './scenario.ts';
import { twoAtOnce } from './twoAtOnce.ts';

const scenarios: Scenario[] = [];
afterAll(() => scenarios.forEach((scenario) => scenario.remove()));
beforeAll(requireBuild);

function newScenario(): Scenario {
  const scenario = new Scenario();
  scenarios.push(scenario);
  return scenario;
}

/** A project with versions v1 … vN of `fraud`, two files each. */
async function withVersions(count: number): Promise<Scenario> {
  const scenario = newScenario();
  await scenario.ok(['init']);
  for (let number = 1; number <= count; number++) {
    writeModel(scenario, number);
    await scenario.ok(['commit', 'model', '--model', 'fraud', '-m', `version ${number}`]);
  }
  return scenario;
}

function writeModel(scenario: Scenario, seed: number): void {
  scenario.write('model/a.safetensors', safetensors({ own: noise(400_000, seed) }));
  scenario.write('model/b.json', JSON.stringify({ seed }));
}

type Kill = (env: NodeJS.ProcessEnv, point: string, n: number) => Promise<{ readonly ending: Ending; look(): Promise<void> }>;

/**
 * Kills a command at the n-th time it passes each of some points, for n = 1, 2, … until it is not killed any more.
 * `inOrder`: not two at once, since all of them work on one database.
 */
async function killEverywhere(points: readonly string[], run: Kill, inOrder?: 'inOrder'): Promise<void> {
  const jobs = points.map((point) => async () => {
    for (let n = 1; ; n++) {
      const { ending, look } = await run({ MODELKEEP_FAILPOINT: `${point}:${n}:kill` }, point, n);
      if (ending.signal !== 'SIGKILL') {
        expect([point, n, ending.code, ending.out]).toEqual([point, n, 0, expect.anything()]);
        expect([point, n]).not.toEqual([point, 1]);
        return;
      }
      await look();
    }
  });
  if (inOrder === undefined) await twoAtOnce(jobs);
  else for (const job of jobs) await job();
}

describe('a command that is killed at any point', () => {
  test('evaluate: the evaluation is there once, whenever it is repeated', async () => {
    const scenario = await withVersions(1);
    let count = 0;
    await killEverywhere(FAILPOINTS.ledger, async (env, point, n) => {
      const metrics = scenario.write(`metrics-${point}-${n}.json`, JSON.stringify({ f1: (count += 1) / 1000 }));
      const line = ['evaluate', 'fraud:v1', '--metrics', metrics, '--name', `${point}:${n}`];
      return {
        ending: await scenario.run(line, { env }),
        look: async () => {
          expect((await scenario.ok(['verify', '--read-data'])).ok).toBe(true);
          await scenario.ok(line);
          const { evaluations } = await scenario.ok(['show', 'fraud:v1']);
          expect(evaluations.filter(({ name }: { name: string }) => name === `${point}:${n}`)).toHaveLength(1);
        },
      };
    });
    expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true });
  }, 120_000);

  test('undo: the version is withdrawn or not, and exactly one is in the end', async () => {
    await killEverywhere(FAILPOINTS.ledger, async (env, point) => {
      const scenario = await withVersions(2);
      return {
        ending: await scenario.run(['undo', 'fraud:v2'], { env }),
        look: async () => {
          expect((await scenario.ok(['verify', '--read-data'])).ok).toBe(true);
          const done = AFTER_THE_FACT.includes(point);
          expect(refs(await scenario.ok(['log', 'fraud']))).toEqual(done ? ['fraud:v1'] : ['fraud:v2', 'fraud:v1']);
          const again = await scenario.run(['undo', 'fraud:v2']);
          expect([point, again.code, again.error]).toEqual(done ? [point, 1, 'policy.refused'] : [point, 0, undefined]);
          expect(refs(await scenario.ok(['log', 'fraud']))).toEqual(['fraud:v1']);
          expect((await scenario.ok(['verify'])).ok).toBe(true);
          scenario.remove();
        },
      };
    });
  }, 120_000);

  test('init: one registry, pinned, whenever it is repeated', async () => {
    await killEverywhere([...FAILPOINTS.init, 'log.beforeFsync', 'log.beforeLink', 'log.afterLink', 'ledger.beforeFold', 'ledger.afterFold'], async (env) => {
      const scenario = newScenario();
      return {
        ending: await scenario.run(['init', '--name', 'team'], { env }),
        look: async () => {
          const again = await scenario.run(['init', '--name', 'team']);
          if (again.error !== 'registry.exists') expect([again.code, again.json?.name]).toEqual([0, 'team']);
          const { registry, folder } = await scenario.ok(['where']);
          expect(readdirSync(join(folder, '..')).sort()).toEqual(['.gitignore', registry, 'tmp']);
          expect(readdirSync(join(folder, '..', 'tmp'))).toEqual([]);
          expect(JSON.parse(readFileSync(scenario.path('modelkeep.json'), 'utf8'))).toEqual({ registry });
          expect((await scenario.ok(['verify'])).ok).toBe(true);
          scenario.remove();
        },
      };
    });
  }, 120_000);

  test('import: the whole registry or none, whenever it is repeated', async () => {
    const source = await withVersions(2);
    await source.ok(['export', '../backup.modelkeep']);
    const root = (await source.ok(['verify'])).root;
    await killEverywhere([...FAILPOINTS.import, ...FAILPOINTS.fold], async (env) => {
      const scenario = newScenario();
      return {
        ending: await scenario.run(['import', join(source.base, 'backup.modelkeep')], { env }),
        look: async () => {
          const again = await scenario.run(['import', join(source.base, 'backup.modelkeep')]);
          if (again.error !== 'registry.exists') expect([again.code, again.out]).toEqual([0, expect.anything()]);
          expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true, root });
          expect(refs(await scenario.ok(['log']))).toEqual(['fraud:v2', 'fraud:v1']);
          const { folder, registry } = await scenario.ok(['where']);
          expect(readdirSync(join(folder, '..')).sort()).toEqual(['.gitignore', registry, 'tmp']);
          expect(readdirSync(join(folder, '..', 'tmp'))).toEqual([]);
          scenario.remove();
        },
      };
    });
  }, 120_000);

  test('rebuild, and the rebuild that a deleted database brings: the catalogue as it was', async () => {
    const scenario = await withVersions(3);
    const before = await everything(scenario);
    const { database } = await scenario.ok(['where']);
    await killEverywhere(FAILPOINTS.fold, async (env) => ({
      ending: await scenario.run(['rebuild'], { env }),
      look: async () => expect(await everything(scenario)).toEqual(before),
    }), 'inOrder');
    await killEverywhere(FAILPOINTS.fold, async (env) => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true });
      return { ending: await scenario.run(['log'], { env }), look: async () => expect(await everything(scenario)).toEqual(before) };
    }, 'inOrder');
  }, 120_000);

  test('a process that follows others: what they wrote is folded once', async () => {
    const scenario = await withVersions(1);
    const { database } = await scenario.ok(['where']);
    await scenario.ok(['log']);
    const behind = join(scenario.base, 'behind.db');
    copyFileSync(database, behind);
    for (let number = 2; number <= 4; number++) {
      writeModel(scenario, number);
      await scenario.ok(['commit', 'model', '--model', 'fraud', '-m', `version ${number}`]);
    }
    const before = await everything(scenario);
    await killEverywhere(FAILPOINTS.fold, async (env) => {
      for (const suffix of ['-wal', '-shm']) rmSync(database + suffix, { force: true });
      copyFileSync(behind, database);
      return { ending: await scenario.run(['log'], { env }), look: async () => expect(await everything(scenario)).toEqual(before) };
    }, 'inOrder');
  }, 120_000);

  test.each(['restore', 'pull'])('%s: each file is the old one or the new one, and nothing else is left', async (command) => {
    const scenario = await withVersions(2);
    const line = command === 'restore' ? ['restore', 'fraud:v1'] : ['pull', 'fraud:v1', '-o', 'model'];
    const versions = await Promise.all(['fraud:v1', 'fraud:v2'].map((ref) => scenario.ok(['show', ref])));
    const known = versions.flatMap(({ files }) => files.map(({ sha256 }: { sha256: string }) => sha256));
    await killEverywhere(FAILPOINTS.files, async (env) => {
      writeModel(scenario, 2);
      return {
        ending: await scenario.run(line, { env }),
        look: async () => {
          for (const name of ['a.safetensors', 'b.json']) expect(known).toContain(await sha256Of(scenario.path('model', name)));
          await scenario.ok(line);
          expect(filesBelow(scenario.path('model'))).toEqual(['a.safetensors', 'b.json']);
          expect(await sha256Of(scenario.path('model', 'a.safetensors'))).toBe(versions[0].files[0].sha256);
          expect((await scenario.ok(['verify', '--read-data'])).ok).toBe(true);
        },
      };
    }, 'inOrder');
  }, 120_000);
});

function refs(log: { readonly versions: readonly { readonly ref: string }[] }): string[] {
  return log.versions.map(({ ref }) => ref);
}

async function sha256Of(path: string): Promise<string> {
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** What the catalogue says, and the root that it says it for. */
async function everything(scenario: Scenario): Promise<unknown> {
  const report = await scenario.ok(['verify', '--read-data']);
  return { report, log: await scenario.ok(['log']), list: await scenario.ok(['list']) };
}
