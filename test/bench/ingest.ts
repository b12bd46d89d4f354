/* eslint-disable no-console */
// node test/bench/ingest.ts [MIB] [ROUNDS]: what storing a model costs against the plainest loop, and what a second version adds.
import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openObjectStore } from '../../src/adapters/objects/openObjectStore.ts';
import type { ObjectStore } from '../../src/core/ports/objectStore.ts';
import { detectHandMade } from '../unit/adapters/objects/handMadeModel.ts';
import { layerBytes, plainLoop, writeBenchModel } from './objectsModel.ts';

const MIB = 1024 * 1024;
const [mib = 1024, rounds = 3] = process.argv.slice(2).map(Number);
const root = join(import.meta.dirname, '../..');
const folder = await mkdtemp(join(tmpdir(), 'modelkeep-bench-'));

try {
  await build({ entryPoints: [join(root, 'src/adapters/objects/hashWorker.ts')], outdir: folder, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
  const model = { layers: 24, matrix: Math.floor((mib * MIB) / (24 * 7 + 4)) };
  const first = join(folder, 'first.safetensors');
  const size = await writeBenchModel(first, model);
  await compare('safetensors', first, size);
  const unknown = join(folder, 'first.bin');
  copyFileSync(first, unknown);
  await compare('unknown format', unknown, size);
  await unlink(unknown);
  await secondVersion(first, model, size);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function compare(name: string, path: string, size: number): Promise<void> {
  const loops: number[] = [];
  const ingests: number[] = [];
  let peak = 0;
  let stall = 0;
  for (let round = 0; round < rounds; round++) {
    const to = join(folder, 'plain');
    loops.push(plainLoop(path, to));
    await unlink(to);
    const store = await openStore(`store-${round}`);
    let last = performance.now();
    const watch = setInterval(() => {
      stall = Math.max(stall, performance.now() - last - 2);
      last = performance.now();
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 2);
    const started = performance.now();
    await store.ingest([{ path: name, absolute: path }], { similar: [], external: false });
    ingests.push(performance.now() - started);
    clearInterval(watch);
    await store.dispose();
    await rm(join(folder, `store-${round}`), { recursive: true });
  }
  const loop = median(loops);
  const ingest = median(ingests);
  report({ figure: 'ingest', format: name, bytes: size, milliseconds: Math.round(ingest), plainLoopMilliseconds: Math.round(loop), ratio: round2(ingest / loop), rssMb: Math.round(peak / 1e6), loopStalledMs: Math.round(stall) });
}

async function secondVersion(first: string, model: { layers: number; matrix: number }, size: number): Promise<void> {
  const store = await openStore('versions');
  const [one] = await store.ingest([{ path: 'm', absolute: first }], { similar: [], external: false });
  const before = filesBelow(join(folder, 'versions'));
  const second = join(folder, 'second.safetensors');
  await writeBenchModel(second, model, [11, 17]);
  const started = performance.now();
  const [two] = await store.ingest([{ path: 'm', absolute: second }], { similar: [one?.sha256 ?? ''], external: false });
  const milliseconds = performance.now() - started;
  const after = filesBelow(join(folder, 'versions'));
  const changed = 2 * layerBytes(model);
  report({ figure: '2 of 24 layers changed', bytes: size, milliseconds: Math.round(milliseconds), changedBytes: changed, newBytes: two?.newBytes ?? 0, writtenBytes: after.bytes - before.bytes, writtenPerChanged: round2((after.bytes - before.bytes) / changed), files: after.count - before.count });
  await unlink(second);
  await store.dispose();
}

function openStore(name: string): Promise<ObjectStore> {
  return openObjectStore({ folder: join(folder, name), programFolder: folder, detectFormat: detectHandMade });
}

function filesBelow(path: string): { readonly count: number; readonly bytes: number } {
  const files = existsSync(path) ? readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.parentPath.includes('tmp/finished')) : [];
  return { count: files.length, bytes: files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0) };
}

function report(figure: { readonly [name: string]: string | number }): void {
  console.log(JSON.stringify(figure));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
