// node test/bench/sidecarLoop.ts [--quick]: how long the loops of sidecar and window stand still.
import { randomFillSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { operationSchemas } from '../../src/rpc/schemas/operations.ts';
import { root } from '../step.ts';
import { summary } from '../sidecar/samples.ts';
import { SidecarProgram } from '../sidecar/sidecarProgram.ts';
import { type Bench, bench, gitProject } from './benchFolder.ts';
import { type Figure, report } from './figure.ts';

/** Measures the loop inside the process that it is loaded into; each SIGUSR2 prints and begins again. */
const PRELOAD = `
const { monitorEventLoopDelay, performance } = require('node:perf_hooks');
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
process.on('SIGUSR2', () => {
  process.stderr.write('LOOP ' + JSON.stringify({ max: loop.max / 1e6, p99: loop.percentile(99) / 1e6 }) + '\\n');
  loop.reset();
});
`;

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
const MiB = 1024 * 1024;

async function sidecarFigures({ folder, program: built, quick }: Bench): Promise<void> {
  const preload = join(folder, 'loop.cjs');
  writeFileSync(preload, PRELOAD);
  const cwd = gitProject(folder, 'project');
  const mib = quick ? 64 : 512;
  writeFileSync(join(cwd, 'model.bin'), randomFillSync(Buffer.alloc(mib * MiB)));
  const begun = performance.now();
  const program = new SidecarProgram(join(built, 'sidecar.js'), { execArgv: ['--require', preload] });
  await program.initialize(version);
  report({ figure: 'sidecar: start to handshake', value: performance.now() - begun, unit: 'ms', budget: { most: 400 } });
  await program.ask.operation('initRegistry', { cwd });
  await loopDelay(program);
  const during = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    await work();
    const { max, p99 } = await loopDelay(program);
    report({ figure: `sidecar's loop stopped, ${what}`, value: max, unit: 'ms', budget: { most: 16 }, facts: { percentile99: Math.round(p99 * 10) / 10 } });
  };
  await during(`commit of ${mib} MiB`, () => program.ask.operation('commitVersion', { cwd, paths: ['model.bin'], model: 'm' }));
  await during('200 lists and shows', async () => {
    for (let i = 0; i < 100; i++) {
      await program.ask.operation('logVersions', { cwd });
      await program.ask.operation('showVersion', { cwd, ref: 'm' });
    }
  });
  await during('verify with data', () => program.ask.operation('verifyRegistry', { cwd, readData: true }));
  await during('restore', () => program.ask.operation('pullVersion', { cwd, ref: 'm', output: join(folder, 'out') }));
  report(await cancelLatency(program, cwd));
  await program.end();
}

async function loopDelay(program: SidecarProgram): Promise<{ readonly max: number; readonly p99: number }> {
  const heard = program.stderr.length;
  program.child.kill('SIGUSR2');
  for (;;) {
    const found = /LOOP (.*)\n/.exec(program.stderr.slice(heard))?.[1];
    if (found !== undefined) return JSON.parse(found) as { readonly max: number; readonly p99: number };
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function cancelLatency(program: SidecarProgram, cwd: string): Promise<Figure> {
  let worst = 0;
  for (let i = 0; i < 5; i++) {
    const stop = new AbortController();
    let asked = 0;
    await program.ask
      .operation('verifyRegistry', { cwd, readData: true }, {
        signal: stop.signal,
        onProgress: () => {
          if (asked === 0) asked = performance.now();
          stop.abort();
        },
      })
      .catch(() => undefined);
    if (asked > 0) worst = Math.max(worst, performance.now() - asked);
  }
  return { figure: 'sidecar: cancel of a verify answered, worst of 5', value: worst, unit: 'ms', budget: { most: 100 } };
}

/** What checking a page costs the window, cold (the first time in a process) and warm. */
function validationFigures(): Figure[] {
  const text = JSON.stringify({ versions: Array.from({ length: 1000 }, (_, i) => summary(i + 1, 8)), next: 'x' });
  const times: number[] = [];
  for (let i = 0; i < 21; i++) {
    const page: unknown = JSON.parse(text);
    const begun = performance.now();
    if (!v.is(operationSchemas.logVersions.result, page)) throw new Error('The page does not fit.');
    times.push(performance.now() - begun);
  }
  const [cold = 0, ...warm] = times;
  warm.sort((a, b) => a - b);
  return [
    { figure: 'window: check of 1,000 versions, cold', value: cold, unit: 'ms', budget: { most: 16 } },
    { figure: 'window: check of 1,000 versions, warm', value: warm[10] ?? 0, unit: 'ms', budget: { most: 16 } },
  ];
}

await bench(async (bench) => {
  for (const figure of validationFigures()) report(figure);
  await sidecarFigures(bench);
});
