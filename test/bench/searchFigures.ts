import type { OperationsHost } from '../../src/registry/createOperations.ts';
import { median, report } from './figure.ts';
import type { LedgerSize } from './largeLedger.ts';

/** Searches and views of the past. */
export async function searchFigures(host: OperationsHost, cwd: string, { versions, events }: LedgerSize): Promise<void> {
  const facts = { versions, events };
  const budget = { most: 50 };
  const queries: readonly string[] = [
    'metrics.f1 > 0.9',
    'metrics.f1 > 0.19 order by metrics.f1 desc',
    'metrics.f1 > 5',
    "metrics.f1 > 0.105 and metrics.loss < 0.11 and params.lr > 100",
    'order by metrics.f1 desc',
    "params.lr = '77'",
    'params.lr in (1, 2, 3) or params.seed = 99',
    "label.team = 'risk' and stage = 'Production' order by metrics.f1 desc",
    "name = 'model-07' order by metrics.loss",
    "author = 'Nobody'",
    "message like '%Run 77%' and time >= '2023-11-15'",
    "code = 'a1b2c3d4' and data = '3f4e5a6b' and format = 'safetensors'",
    "code = 'ffff'",
    'order by size desc, time',
    "branch = 'main' and not (size > 2 GB or deprecated) and stage is null",
  ];
  for (const query of queries) report({ figure: `search ${query}`, value: await median(5, () => host.run('searchVersions', { cwd, query, limit: 100 })), unit: 'ms', budget, facts });
  // The registry began today and its segments claim to be older: every one of them runs backwards.
  for (const at of [new Date().toISOString(), String(events - 100), String(Math.floor(events / 2)), '100']) {
    const then: Readonly<Record<string, () => Promise<unknown>>> = {
      'list': () => host.run('listModels', { cwd, at }),
      'log of a model': () => host.run('logVersions', { cwd, at, model: 'model-07', limit: 100 }),
      'log of all': () => host.run('logVersions', { cwd, at, limit: 100 }),
      'show': () => host.run('showVersion', { cwd, at, ref: 'model-07' }),
    };
    for (const [figure, work] of Object.entries(then)) report({ figure: `${figure} --at ${at}`, value: await median(5, work), unit: 'ms', budget, facts });
  }
}
