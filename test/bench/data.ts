// node test/bench/data.ts [--quick]: hashing many data files again, unchanged, against a plain walk that stats them.
import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createDataCollector } from '../../src/adapters/lineage/dataCollector.ts';
import { EMPTY_MODEL_CONFIG } from '../../src/core/model/projectConfig.ts';
import type { CaptureContext } from '../../src/core/ports/collector.ts';
import { bench } from './benchFolder.ts';
import { middle, report, timed } from './figure.ts';

const FOLDERS = 100;
/** Files written shortly before they are hashed are not remembered by their times. */
const SETTLED_MS = 2500;

await bench(async ({ quick, folder }) => {
  const files = quick ? 5_000 : 100_000;
  writeData(folder, files);
  await pause(SETTLED_MS);
  const known = new Map<string, string>();
  const collector = createDataCollector({ hashCache: { get: (key) => known.get(key), set: (key, sha256) => void known.set(key, sha256) } });
  const context = contextOf(folder);
  const first = await timed(() => collector.collect(context));
  let found: unknown;
  const walks: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < 5; round++) {
    walks.push(await timed(() => statWalk(join(folder, 'data'))));
    again.push(await timed(async () => (found = (await collector.collect(context)).data?.[0]?.strength)));
  }
  if (found !== 'content') throw new Error(`The data was captured as ${String(found)}.`);
  report({
    figure: `${files.toLocaleString('en-US')} data files again, unchanged`,
    value: middle(again),
    unit: 'ms',
    against: { what: 'stat walk', value: middle(walks) },
    budget: { mostRatio: 1.5 },
    facts: { firstMs: Math.round(first) },
  });
});

function writeData(folder: string, files: number): void {
  for (let i = 0; i < FOLDERS; i++) mkdirSync(join(folder, 'data', String(i)), { recursive: true });
  for (let i = 0; i < files; i++) writeFileSync(join(folder, 'data', String(i % FOLDERS), `image-${i}.txt`), `sample ${i}\n`);
  writeFileSync(join(folder, 'model.bin'), 'weights');
  utimesSync(join(folder, 'model.bin'), new Date(), new Date());
}

/** The least that finding a change can cost: every folder listed, every file's stat read. */
function statWalk(folder: string): number {
  let size = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    size += entry.isDirectory() ? statWalk(path) : statSync(path).size;
  }
  return size;
}

function contextOf(root: string): CaptureContext {
  const absolute = join(root, 'model.bin');
  const { size, mtimeMs } = statSync(absolute);
  return {
    root,
    folder: root,
    files: [{ path: 'model.bin', absolute, size, mtimeMs }],
    project: { models: new Map(), code: [], roots: [] },
    model: EMPTY_MODEL_CONFIG,
    options: { cwd: root, params: [], metrics: [], data: ['data'], bases: [], allowSecret: false, hashData: true },
    trusted: true,
    env: {},
    readDatabase: () => Promise.resolve({ problem: 'absent', reason: 'it does not exist' }),
    now: () => Date.now(),
  };
}
