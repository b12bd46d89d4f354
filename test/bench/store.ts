// node test/bench/store.ts [--quick]: what storing costs without the rest of a commit, and how long the loop stands still.
import { copyFileSync } from 'node:fs';
import { rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { detectFormat } from '../../src/adapters/formats/detectFormat.ts';
import { openObjectStore } from '../../src/adapters/objects/openObjectStore.ts';
import { type Bench, bench } from './benchFolder.ts';
import { middle, report, timed } from './figure.ts';
import { plainLoop, sizedModel, writeBenchModel } from './objectsModel.ts';

/** How often the loop is looked at, milliseconds. */
const TICK_MS = 2;

await bench(async (bench) => {
  const known = join(bench.folder, 'model.safetensors');
  const size = await writeBenchModel(known, sizedModel(bench.quick ? 64 : 1024));
  await compare('safetensors', known, size, bench);
  const unknown = join(bench.folder, 'model.unknown');
  copyFileSync(known, unknown);
  await compare('unknown format', unknown, size, bench);
});

async function compare(format: string, path: string, size: number, { folder, program, quick }: Bench): Promise<void> {
  const loops: number[] = [];
  const ingests: number[] = [];
  let stall = 0;
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    const copy = join(folder, 'plain');
    loops.push(plainLoop(path, copy));
    await unlink(copy);
    const store = await openObjectStore({ folder: join(folder, 'store'), programFolder: program, detectFormat });
    let last = performance.now();
    const watch = setInterval(() => {
      stall = Math.max(stall, performance.now() - last - TICK_MS);
      last = performance.now();
    }, TICK_MS);
    ingests.push(await timed(() => store.ingest([{ path: format, absolute: path }], { similar: [], external: false })));
    clearInterval(watch);
    await store.dispose();
    await rm(join(folder, 'store'), { recursive: true });
  }
  const against = { what: 'SHA-256 and copy', value: middle(loops) / 1000 };
  report({ figure: `store alone, ${format}`, value: middle(ingests) / 1000, unit: 's', against, budget: { mostRatio: 1.3 }, facts: { bytes: size, loopStalledMs: Math.round(stall) } });
}
