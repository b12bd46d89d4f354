// node test/bench/policy.ts [--quick]: stages, rules and requests in a large registry that has promoted for years.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OperationsHost } from '../../src/registry/createOperations.ts';
import { RegistryError } from '../../src/core/errors.ts';
import { type Bench, bench } from './benchFolder.ts';
import { median, report } from './figure.ts';
import { REQUESTS_OF_A_ROUND } from './governedEvents.ts';
import type { LedgerSize } from './largeLedger.ts';
import { FULL, openLarge, QUICK, writeLargeRegistry } from './largeRegistry.ts';

const TIMES = 7;

await bench(async (bench) => {
  const size: LedgerSize = bench.quick ? { ...QUICK, rounds: 10 } : { ...FULL, rounds: 500 };
  const cwd = join(bench.folder, 'project');
  mkdirSync(cwd);
  await writeLargeRegistry(bench, cwd, size);
  const host = openLarge(bench);
  await host.run('rebuildCatalogue', { cwd });
  await requireHistory(host, cwd, size);
  // A write waits for the disk; it should not wait for what the rebuild has left in memory.
  spawnSync('sync');
  await figures(bench, host, cwd, size);
  await host.dispose();
});

/** What is measured must be there: a rule that was broken in writing it would leave nothing to look at. */
async function requireHistory(host: OperationsHost, cwd: string, { rounds = 0 }: LedgerSize): Promise<void> {
  const { history = [] } = await host.run('listStages', { cwd, model: 'model-07', history: true });
  const { requests } = await host.run('listRequests', { cwd, mine: true });
  const held = history.filter((period) => period.stage === 'Production').length;
  if (held !== rounds || requests.length < Math.min(100, rounds * REQUESTS_OF_A_ROUND)) throw new Error(`There are ${held} periods and ${requests.length} requests.`);
}

async function figures({ quick }: Bench, host: OperationsHost, cwd: string, { versions, events, rounds = 0 }: LedgerSize): Promise<void> {
  const facts = { versions, events, rules: 20, periods: rounds, endedRequests: rounds * REQUESTS_OF_A_ROUND };
  const newest = quick ? 60 : 4_000;
  let next = newest;
  const ref = (): string => `model-07:v${(next -= 1)}`;
  const model = 'model-07';
  const works: Readonly<Record<string, () => Promise<unknown>>> = {
    'explain a promotion': () => host.run('explainStage', { cwd, ref: `model-07:v${newest}`, stage: 'Production' }),
    'explain every stage': () => host.run('explainStages', { cwd, ref: `model-07:v${newest}` }),
    'promote, rehearsed': () => host.run('promoteVersion', { cwd, ref: `model-07:v${newest}`, stage: 'Staging', dryRun: true }),
    // The bench's versions have no bytes, and nothing goes back to what is not there.
    'rollback, up to its bytes': () => host.run('rollbackStage', { cwd, model, stage: 'Production', message: 'Worse', dryRun: true }).catch((error: unknown) => (RegistryError.is(error, 'store.corrupt') ? undefined : Promise.reject(error))),
    'stages of a model': () => host.run('listStages', { cwd, model }),
    'stages of a model with their history': () => host.run('listStages', { cwd, model, history: true }),
    'requests that are open': () => host.run('listRequests', { cwd }),
    'requests of mine': () => host.run('listRequests', { cwd, mine: true }),
    'requests that wait for me': () => host.run('listRequests', { cwd, waiting: true }),
    'first page of the tree': async () => Promise.all([host.run('listModels', { cwd, limit: 500 }), host.run('listRequests', { cwd }), host.run('logVersions', { cwd, model, limit: 10 })]),
    'compare two versions': () => host.run('diffVersions', { cwd, from: 'model-07:v7', to: `model-07:v${newest}` }),
    'promote': () => host.run('promoteVersion', { cwd, ref: ref(), stage: 'Staging', message: 'Better' }),
    'promote against the rules': () => host.run('promoteVersion', { cwd, ref: ref(), stage: 'Production', message: 'It must be', override: true }),
    'ask for a promotion': () => host.run('openRequest', { cwd, ref: ref(), stage: 'Production', message: 'Please' }),
    'move an alias': () => host.run('setAlias', { cwd, model, alias: 'champion', ref: ref() }),
    'tag a version': () => host.run('setTag', { cwd, ref: ref(), tag: `1.${next}.0` }),
  };
  for (const [figure, work] of Object.entries(works)) {
    await work();
    report({ figure, value: await median(TIMES, work), unit: 'ms', budget: { most: 50 }, facts });
  }
}
