import { spawnSync } from 'node:child_process';
import { mkdirSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { leftOut } from './leftOut.ts';
import { filesBelow, requireBuild, Scenario, type RunOptions } from './scenario.ts';

const GIB = 1024 ** 3;
beforeAll(requireBuild);

async function newRegistry(): Promise<Scenario> {
  const scenario = new Scenario();
  onTestFinished(() => scenario.remove(), 300_000); // 100,000 files take their time on a slow disk
  await scenario.ok(['init']);
  return scenario;
}

/** Has the process print its largest resident size in bytes and its seconds on a processor, as the last line of stderr. */
function measured(scenario: Scenario): RunOptions {
  const script = join(scenario.base, 'measure.cjs');
  writeFileSync(script, "process.on('exit', () => { const used = process.resourceUsage(); process.stderr.write(`\\n${used.maxRSS * 1024} ${(used.userCPUTime + used.systemCPUTime) / 1e6}`); });");
  return { nodeArgs: ['--require', script] };
}

/** What such a process printed. Its own seconds, not those on the wall: other tests run beside it. */
function measuredOf(err: string): { readonly memory: number; readonly seconds: number } {
  const [memory, seconds] = (err.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { memory: memory ?? Number.NaN, seconds: seconds ?? Number.NaN };
}

test('a folder of 100,000 files is one version, few files on disk, and unchanged the next time', async () => {
  const scenario = await newRegistry();
  for (let folder = 0; folder < 100; folder++) {
    mkdirSync(scenario.path('many', `${folder}`), { recursive: true });
    for (let file = 0; file < 1000; file++) writeFileSync(scenario.path('many', `${folder}`, `${file}`), `${folder}.${file}`);
  }
  const { err, json } = await scenario.run(['commit', 'many', '--model', 'many'], measured(scenario));
  const { memory, seconds } = measuredOf(err);
  console.log(`100,000 files: ${seconds.toFixed(1)} s, ${Math.round(memory / 1e6)} MB`);
  expect(json).toMatchObject({ number: 1, state: 'saved' });
  expect(json.files).toHaveLength(100_000);
  expect(seconds).toBeLessThan(90);
  expect(memory).toBeLessThan(1.5e9);
  const { folder } = await scenario.ok(['where']);
  expect(filesBelow(folder).length).toBeLessThan(200);
  expect(await scenario.ok(['commit', 'many', '--model', 'many'])).toMatchObject({ number: 1, state: 'unchanged' });
}, 300_000);

test('a sparse file of 5 GiB is read in little memory, and takes little space', async () => {
  const scenario = await newRegistry();
  const { bavail, bsize } = statfsSync(scenario.base);
  if (bavail * bsize < 12 * GIB) return leftOut('a sparse file of 5 GiB', 'less than 12 GiB free');
  scenario.write('sparse.bin', '');
  truncateSync(scenario.path('sparse.bin'), 5 * GIB);
  const { err, json } = await scenario.run(['commit', 'sparse.bin', '--model', 'sparse'], measured(scenario));
  const { memory, seconds } = measuredOf(err);
  console.log(`5 GiB sparse: ${seconds.toFixed(1)} s, ${Math.round(memory / 1e6)} MB`);
  expect(json).toMatchObject({ number: 1, state: 'saved', files: [{ size: 5 * GIB }] });
  expect(memory).toBeLessThan(700e6);
  const { store } = await scenario.ok(['where']);
  expect(Number(spawnSync('du', ['-sk', store], { encoding: 'utf8' }).stdout.split('\t')[0])).toBeLessThan(64 * 1024);
  expect((await scenario.ok(['verify'])).ok).toBe(true);
}, 300_000);
