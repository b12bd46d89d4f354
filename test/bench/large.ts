// node test/bench/large.ts [--quick]: memory while a large model is committed, and how many files its versions make.
import { spawnSync } from 'node:child_process';
import { statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, bench, gitProject, runQuietly } from './benchFolder.ts';
import { diskUsage } from './diskUsage.ts';
import { report } from './figure.ts';
import { changeLayers, layerBytes, sizedModel, writeBenchModel } from './objectsModel.ts';

const MIB = 1024 * 1024;
const MODEL = 'model.safetensors';
const FAR_MODEL_BYTES = 140e9;
const BYTES_PER_FILE = 32 * MIB;
/** Where the files lie whose number grows with a model. */
const GROWING = ['blobs', 'packs', 'layouts'];
/** Each is spread over folders by the first two digits of a digest. */
const MOST_FOLDERS = GROWING.length * 256;

/** VmHWM first: what getrusage says begins with the memory of the process that started this one. */
const PRELOAD = `
const { readFileSync, writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');
if (isMainThread) process.on('exit', () => {
  let peak = process.resourceUsage().maxRSS;
  try { peak = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]); } catch {}
  writeSync(2, 'PEAK ' + peak * 1024 + '\\n');
});
`;

await bench(async (bench) => {
  const model = sizedModel(sizeInMib(bench));
  const cwd = gitProject(bench.folder, 'project');
  const cli = join(bench.program, 'cli.js');
  const size = await writeBenchModel(join(cwd, MODEL), model);
  const { store } = JSON.parse(runQuietly(process.execPath, [cli, 'init', '--name', 'bench', '--json'], cwd)) as { readonly store: string };
  const commit = (): { readonly peak: number; readonly seconds: number } => commitWatched(bench, cwd);
  const gib = `${(size / 2 ** 30).toFixed(size < 2 ** 30 ? 2 : 0)} GiB`;

  const first = commit();
  report({ figure: `memory while committing ${gib}`, value: first.peak / 1e6, unit: 'MB', budget: { most: 250 }, facts: { bytes: size, seconds: first.seconds } });
  const whole = storedFiles(store);
  const changed = Array.from({ length: model.layers / 2 }, (_, i) => 2 * i);
  await changeLayers(join(cwd, MODEL), model, changed);
  const second = commit();
  report({ figure: `memory while committing ${gib}, half changed`, value: second.peak / 1e6, unit: 'MB', budget: { most: 250 }, facts: { bytes: size, seconds: second.seconds } });
  const rest = diskUsage(store).inodes - GROWING.reduce((sum, name) => sum + diskUsage(join(store, name)).inodes, 0);
  projected('first version', whole, size, rest);
  projected('all of it changed', storedFiles(store) - whole, changed.length * layerBytes(model), rest);
});

function storedFiles(store: string): number {
  return GROWING.reduce((sum, name) => sum + diskUsage(join(store, name)).files, 0);
}

/** What a model of 140 GB would make, when this many files are made for this many bytes; `rest` is there whatever its size. */
function projected(which: string, files: number, bytes: number, rest: number): void {
  const value = Math.ceil((files * FAR_MODEL_BYTES) / bytes) + MOST_FOLDERS + rest;
  const against = { what: 'one per 32 MiB', value: Math.floor(FAR_MODEL_BYTES / BYTES_PER_FILE) };
  report({ figure: `files and folders of a 140 GB model, ${which}`, value, unit: 'files', against, budget: { mostRatio: 1 }, facts: { measuredFiles: files, measuredBytes: bytes, rest } });
}

/** The model and its copy must fit on the disk and leave something to others. */
function sizeInMib({ quick, folder }: Bench): number {
  if (quick) return 256;
  const { bavail, bsize } = statfsSync(folder);
  const [full, half] = [10 * 1024, 5 * 1024];
  return bavail * bsize > 3 * full * MIB ? full : half;
}

/** Commits by the command line, and reads the most memory that the process ever had. */
function commitWatched({ program, folder }: Bench, cwd: string): { readonly peak: number; readonly seconds: number } {
  const preload = join(folder, 'peak.cjs');
  writeFileSync(preload, PRELOAD);
  const begun = performance.now();
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--require', preload, join(program, 'cli.js'), 'commit', MODEL, '--model', 'bench', '--json'], { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`The commit failed: ${stderr}${stdout}`);
  return { peak: Number(/PEAK (\d+)/.exec(stderr)?.[1]), seconds: Math.round((performance.now() - begun) / 100) / 10 };
}
