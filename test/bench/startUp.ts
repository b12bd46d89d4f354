// node test/bench/startUp.ts [--quick]: what it costs to start the command line and the sidecar.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, bench, gitProject } from './benchFolder.ts';
import { middle, report, timed } from './figure.ts';
import { startClient } from './sidecarProcess.ts';
import { createOperations } from '../../src/registry/createOperations.ts';

await bench(async (bench) => {
  await version(bench);
  await firstModels(bench);
});

async function version({ quick, folder, program }: Bench): Promise<void> {
  const empty = join(folder, 'empty.js');
  writeFileSync(empty, '');
  const started: number[] = [];
  const nothing: number[] = [];
  for (let round = 0; round < (quick ? 7 : 31); round++) {
    nothing.push(await timed(() => spawnSync(process.execPath, [empty])));
    started.push(await timed(() => spawnSync(process.execPath, [join(program, 'cli.js'), '--version'])));
  }
  report({ figure: 'modelkeep --version', value: middle(started), unit: 'ms', against: { what: 'empty Node program', value: middle(nothing) }, budget: { mostRatio: 1.5 } });
}

/** The part of the first tree that is not the editor's: a sidecar from nothing to the models and versions of a project. */
async function firstModels({ folder, program }: Bench): Promise<void> {
  const cwd = gitProject(folder, 'project');
  const host = createOperations({ programFolder: program, env: process.env, ledger: 'inProcess' });
  await host.run('initRegistry', { cwd, name: 'bench' });
  for (let i = 0; i < 10; i++) {
    writeFileSync(join(cwd, 'model.bin'), `weights ${i}`);
    await host.run('commitVersion', { cwd, paths: ['model.bin'], model: `model-${i % 3}` });
  }
  await host.dispose();
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const { client, end } = startClient(program);
    times.push(
      await timed(async () => {
        await client.run('listModels', { cwd });
        await client.run('logVersions', { cwd, limit: 100 });
      }),
    );
    await end();
  }
  report({ figure: 'sidecar from nothing to the first rows', value: middle(times), unit: 'ms', budget: { most: 700 } });
}
