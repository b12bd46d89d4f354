// npm run bench [-- --quick] [-- NAME…]: every figure as a line of JSON, then all of them as one table.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildProgram, PROGRAM_VARIABLE } from './benchFolder.ts';
import type { ReportedFigure } from './figure.ts';
import { figureTable } from './figureTable.ts';

/** In the order of the table: name and what it is about. */
const PARTS = {
  commit: 'new content, against the plainest loop and every rival installed',
  again: 'committing again: little changed, nothing changed',
  store: 'the object store alone',
  data: 'hashing data files again',
  ledger: 'a registry of 100,000 versions and 1,000,000 events',
  policy: 'stages, rules and requests in such a registry, with 500 promotions and 10,000 requests',
  diff: 'comparing two large versions',
  large: 'memory and files of a large model',
  startUp: 'starting command line and sidecar',
  editor: 'activation and first tree in the real editor',
  sidecarLoop: 'how long the sidecar and the window stand still',
  size: 'what is shipped',
} as const;

const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const wrong = [...options.filter((option) => option !== '--quick'), ...names.filter((name) => !Object.hasOwn(PARTS, name))];

if (wrong.length > 0 || options.includes('--help')) process.exitCode = usage();
else process.exitCode = await runParts(names.length > 0 ? names : Object.keys(PARTS));

function usage(): number {
  console.error(`npm run bench [-- --quick] [-- NAME…]\n\n${Object.entries(PARTS).map(([name, about]) => `  ${name.padEnd(12)} ${about}`).join('\n')}`);
  return options.includes('--help') ? 0 : 2;
}

/** Answers 1 when a part broke; what misses its budget is only shown. */
async function runParts(parts: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'modelkeep-bench-program-'));
  const clean = (): void => rmSync(folder, { recursive: true, force: true });
  const figures: ReportedFigure[] = [];
  const broken: string[] = [];
  process.on('exit', clean);
  const load = loadavg()[0] ?? 0;
  const program = buildProgram(folder);
  for (const part of parts) {
    if (!(await runPart(part, program, figures))) broken.push(part);
  }
  const size = options.includes('--quick') ? ' Small sizes: shows that everything runs; ratios mean little.' : '';
  const busy = load > availableParallelism() / 2 ? ` Others were at work (load ${load.toFixed(1)}): what uses every core, as a commit does, looks worse than it is.` : '';
  console.log(`\n${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}, ${process.platform}.${size}${busy}\n`);
  process.stdout.write(figureTable(figures));
  const missed = figures.filter(({ met }) => met === false).length;
  console.log(`\n${figures.length} figures, ${figures.filter(({ met }) => met !== undefined).length} with a budget, ${missed} over it.`);
  if (broken.length > 0) console.error(`error: broken: ${broken.join(', ')}`);
  return broken.length === 0 ? 0 : 1;
}

/** Runs one part in a process of its own, passes its output through and takes its figures. False when it failed. */
async function runPart(part: string, program: string, figures: ReportedFigure[]): Promise<boolean> {
  // Sources are run as they are; that they are modules is no news.
  const child = spawn(process.execPath, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', join(import.meta.dirname, `${part}.ts`), ...options], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, [PROGRAM_VARIABLE]: program } });
  const stop = (signal: NodeJS.Signals): void => {
    child.once('exit', () => process.exit(1));
    child.kill(signal);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    if (line.startsWith('{"figure":')) figures.push(JSON.parse(line) as ReportedFigure);
  }
  const code = await ended;
  process.off('SIGINT', stop).off('SIGTERM', stop);
  return code === 0;
}
