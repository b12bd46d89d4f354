// node test/bench/commit.ts [--quick]: committing a file of new content, against the plainest loop and every rival installed.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createOperations } from '../../src/registry/createOperations.ts';
import { type Bench, bench, gitProject, runQuietly } from './benchFolder.ts';
import { middle, report, timed } from './figure.ts';
import { plainLoop, sizedModel, writeBenchModel } from './objectsModel.ts';
import { isInstalled, type Rival, rivalEnvironment, RIVALS } from './rivals.ts';

const MODEL = 'model.safetensors';

/** Somebody who stores `model.safetensors` of a folder, once for each round; answers milliseconds. */
interface Contender {
  readonly name: string;
  prepare(folder: string): Promise<void> | void;
  commit(folder: string): Promise<number> | number;
}

const loop: Contender = {
  name: 'SHA-256 and copy',
  prepare: () => undefined,
  commit: (place) => plainLoop(join(place, MODEL), join(place, 'copy')),
};

await bench(async (bench) => {
  const rounds = bench.quick ? 1 : 3;
  const model = join(bench.folder, MODEL);
  const size = await writeBenchModel(model, sizedModel(bench.quick ? 64 : 1024));
  const present = RIVALS.filter(isInstalled);
  const absent = RIVALS.filter((rival) => !present.includes(rival));
  const calls = new Map(present.map(({ name }): [string, number[]] => [name, []]));
  const contenders = [loop, inProcess(bench), commandLine(bench), ...present.map((rival) => asContender(rival, bench, calls.get(rival.name) ?? []))];
  const times = await measure(contenders, model, bench, rounds);
  reportAll(times, present, calls, size);
  if (absent.length > 0) console.log(`Not installed, so not compared: ${absent.map(({ name }) => name).join(', ')}.`);
});

/** Everybody gets a copy of its own, takes turns, and leaves a quiet disk to the next; every other round goes backwards. */
async function measure(contenders: readonly Contender[], model: string, { folder }: Bench, rounds: number): Promise<ReadonlyMap<string, number>> {
  const times = new Map(contenders.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const place = join(folder, 'round');
      mkdirSync(place);
      await contender.prepare(place);
      copyFileSync(model, join(place, MODEL));
      runQuietly('sync', [], folder);
      times.get(contender.name)?.push(await contender.commit(place));
      rmSync(place, { recursive: true, force: true });
    }
  }
  return new Map([...times].map(([name, each]) => [name, middle(each)]));
}

/** As in the sidecar: the registry is open when the file comes. */
function inProcess({ program }: Bench): Contender {
  const host = (): ReturnType<typeof createOperations> => createOperations({ programFolder: program, env: process.env, ledger: 'worker' });
  return {
    name: 'in process',
    prepare: async (place) => {
      gitProject(place, '.');
      const operations = host();
      await operations.run('initRegistry', { cwd: place, name: 'bench' });
      await operations.dispose();
    },
    commit: async (place) => {
      const operations = host();
      await operations.run('listModels', { cwd: place });
      const milliseconds = await timed(() => operations.run('commitVersion', { cwd: place, paths: [MODEL], model: 'bench' }));
      await operations.dispose();
      return milliseconds;
    },
  };
}

function commandLine({ program }: Bench): Contender {
  const cli = join(program, 'cli.js');
  return {
    name: 'command line',
    prepare: (place) => {
      gitProject(place, '.');
      runQuietly(process.execPath, [cli, 'init', '--name', 'bench'], place);
    },
    commit: (place) => timed(() => runQuietly(process.execPath, [cli, 'commit', MODEL, '--model', 'bench', '--json'], place)),
  };
}

function asContender({ name, prepare, commit, timesItself }: Rival, { folder }: Bench, calls: number[]): Contender {
  const env = rivalEnvironment(folder);
  return {
    name,
    prepare: (place) => void runQuietly('sh', ['-c', prepare], place, env),
    commit: (place) =>
      timed(() => {
        const said = runQuietly('sh', ['-c', commit], place, env);
        if (timesItself === true) calls.push(Number(said.trim().split('\n').at(-1)));
      }),
  };
}

function reportAll(times: ReadonlyMap<string, number>, rivals: readonly Rival[], calls: ReadonlyMap<string, readonly number[]>, size: number): void {
  const seconds = (name: string): number => (times.get(name) ?? Number.NaN) / 1000;
  const facts = { bytes: size };
  const plain = { what: loop.name, value: seconds(loop.name) };
  const inside = { figure: 'commit of new content, in process', value: seconds('in process'), unit: 's', facts } as const;
  const outside = { figure: 'commit of new content, command line', value: seconds('command line'), unit: 's', facts } as const;
  report({ ...inside, against: plain, budget: { mostRatio: 1.3 } });
  report({ ...outside, against: plain });
  for (const { name } of rivals) report({ ...outside, against: { what: name, value: seconds(name) }, budget: { mostRatio: 0.5 } });
  for (const { name, timesItself, note } of rivals) {
    if (timesItself === true) report({ ...inside, against: { what: `${name}, its call alone${note === undefined ? '' : ` (${note})`}`, value: middle(calls.get(name) ?? []) } });
  }
}
