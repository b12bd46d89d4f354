// node test/bench/again.ts [--quick]: committing again, after 2 of 24 layers changed and after nothing changed.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createOperations } from '../../src/registry/createOperations.ts';
import { type Bench, bench, gitProject } from './benchFolder.ts';
import { diskUsage } from './diskUsage.ts';
import { median, report, timed } from './figure.ts';
import { layerBytes, sizedModel, writeBenchModel } from './objectsModel.ts';

const MODEL = 'model.safetensors';
const CHANGED = [11, 17];
/** A file written shortly before it is hashed is not remembered by its times. */
const SETTLED_MS = 2500;

await bench(async (bench) => {
  const model = sizedModel(bench.quick ? 64 : 1024);
  const cwd = gitProject(bench.folder, 'project');
  const size = await writeBenchModel(join(cwd, MODEL), model);
  const host = createOperations({ programFolder: bench.program, env: process.env, ledger: 'worker' });
  const { folder } = await host.run('initRegistry', { cwd, name: 'bench' });
  const commit = (): Promise<unknown> => host.run('commitVersion', { cwd, paths: [MODEL], model: 'bench' });
  await commit();

  await writeBenchModel(join(cwd, MODEL), model, CHANGED);
  await pause(SETTLED_MS);
  const before = diskUsage(folder).bytes;
  const seconds = (await timed(commit)) / 1000;
  const written = diskUsage(folder).bytes - before;
  const changed = CHANGED.length * layerBytes(model);
  report({ figure: '2 of 24 layers changed: written', value: written / 1e6, unit: 'MB', against: { what: 'changed', value: changed / 1e6 }, budget: { mostRatio: 1.1 }, facts: { bytes: size } });
  report({ figure: '2 of 24 layers changed: commit', value: seconds, unit: 's', facts: { bytes: size } });

  const settled = diskUsage(folder).bytes;
  const warm = await median(7, commit);
  const grown = diskUsage(folder).bytes - settled;
  await host.dispose();
  const closed = diskUsage(folder).bytes;
  const cli = await commandLineAgain(bench, cwd);
  report({ figure: 'unchanged: commit, warm process', value: warm, unit: 'ms', budget: { most: 50 }, facts: { bytes: size } });
  report({ figure: 'unchanged: commit, command line', value: cli.commit, unit: 'ms', against: { what: 'empty Node program', value: cli.node }, facts: { bytes: size } });
  report({ figure: 'unchanged: written', value: grown + diskUsage(folder).bytes - closed, unit: 'bytes', budget: { most: 0 } });
});

async function commandLineAgain({ program, folder }: Bench, cwd: string): Promise<{ readonly commit: number; readonly node: number }> {
  const empty = join(folder, 'empty.js');
  writeFileSync(empty, '');
  return {
    commit: await median(7, () => {
      const { status, stdout } = spawnSync(process.execPath, [join(program, 'cli.js'), 'commit', MODEL, '--model', 'bench', '--json'], { cwd, encoding: 'utf8' });
      if (status !== 0 || !/"state": ?"unchanged"/.test(stdout)) throw new Error(`The commit was not unchanged: ${stdout}`);
    }),
    node: await median(7, () => spawnSync(process.execPath, [empty])),
  };
}
