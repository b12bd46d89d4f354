import { basename, join } from 'node:path';
import { stat } from 'node:fs/promises';
import { ancestorFolders } from './ancestorFolders.ts';
import { artifactTime } from './artifactTime.ts';
import { listFolder } from './listFolder.ts';
import { oncePerContext } from './oncePerContext.ts';
import { isValueProblem, readValueFile, type ValueFile } from './valueFile.ts';
import { childOf, descend, textOf, type ValueNode } from './valueNode.ts';

/** The Weights & Biases run that made the artifact. */
export interface WandbRun {
  readonly id: string;
  /** Absolute folder of the run. */
  readonly folder: string;
  /** Commit that W&B noted when the run began. */
  readonly commit?: string;
}

const RUN_FOLDER = /^(?:offline-)?run-\d{8}_\d{6}-([A-Za-z0-9_-]{1,128})$/;
const MAX_RUNS = 10_000;
const MAX_CLOSE_LOOKS = 50;
/** Training may save its model a little after the run was closed. */
const LATE_MS = 600_000;
const TOLERANCE_MS = 2000;

/**
 * Finds the run whose folder the artifact lies in, else the one in a `wandb` folder around it (newest first) that was
 * running when the artifact was written. Two runs at that time: none, since either may have made it.
 */
export const findWandbRun = oncePerContext(async (context): Promise<WandbRun | undefined> => {
  const around = ancestorFolders(context.folder, context.root);
  const within = around.find((folder) => RUN_FOLDER.test(basename(folder)));
  if (within !== undefined) return describe(within);
  for (const folder of around) {
    const home = join(folder, 'wandb');
    const names = (await listFolder(home, MAX_RUNS)).filter((entry) => entry.kind === 'folder' && RUN_FOLDER.test(entry.name));
    const running: string[] = [];
    const newestFirst = names.map((entry) => entry.name).sort((left, right) => (startOf(left) < startOf(right) ? 1 : -1));
    for (const name of newestFirst.slice(0, MAX_CLOSE_LOOKS)) if (await covers(join(home, name), artifactTime(context))) running.push(join(home, name));
    if (running.length === 1) return describe(running[0] as string);
    if (running.length > 1) return undefined;
  }
  return undefined;
});

function startOf(name: string): string {
  return name.replace(/^offline-/, '');
}

async function describe(folder: string): Promise<WandbRun> {
  const id = RUN_FOLDER.exec(basename(folder))?.[1] ?? '';
  const metadata = await contentOf(join(folder, 'files', 'wandb-metadata.json'));
  const commit = metadata === undefined ? undefined : textOf(childOf(metadata.node, 'git'), 'commit');
  return { id, folder, ...(commit === undefined ? {} : { commit }) };
}

/** From the start that W&B noted (else that of the folder) to its last write. */
async function covers(folder: string, time: number): Promise<boolean> {
  const id = RUN_FOLDER.exec(basename(folder))?.[1] ?? '';
  const metadata = await contentOf(join(folder, 'files', 'wandb-metadata.json'));
  const noted = metadata === undefined ? Number.NaN : parseUtc(textOf(metadata.node, 'startedAt') ?? '');
  try {
    const log = await stat(join(folder, `run-${id}.wandb`));
    const made = log.birthtimeMs > 0 ? log.birthtimeMs : (await stat(folder)).mtimeMs;
    const start = Number.isNaN(noted) ? made : noted;
    return time >= start - TOLERANCE_MS && time <= log.mtimeMs + LATE_MS;
  } catch {
    return false;
  }
}

/** W&B writes UTC, with and without saying so. */
function parseUtc(text: string): number {
  return Date.parse(/(?:Z|[-+]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
}

/** `config.yaml` of a run with W&B's wrapping (`lr: {desc, value}`) taken off, where the run has one. */
export async function readWandbConfig(run: WandbRun): Promise<ValueFile | undefined> {
  const file = await contentOf(join(run.folder, 'files', 'config.yaml'));
  if (file?.node.kind !== 'map') return undefined;
  const entries = file.node.entries.flatMap(([key, wrapped]): readonly (readonly [string, ValueNode])[] => {
    const value = descend(wrapped, 'value');
    return value === undefined || key === '_wandb' || key === 'wandb_version' ? [] : [[key, value]];
  });
  return { ...file, node: { kind: 'map', entries } };
}

/** `wandb-summary.json` of a run without W&B's own figures, where the run has one. */
export async function readWandbSummary(run: WandbRun): Promise<ValueFile | undefined> {
  const file = await contentOf(join(run.folder, 'files', 'wandb-summary.json'));
  if (file?.node.kind !== 'map') return undefined;
  return { ...file, node: { kind: 'map', entries: file.node.entries.filter(([key]) => !key.startsWith('_')) } };
}

async function contentOf(path: string): Promise<ValueFile | undefined> {
  const file = await readValueFile(path);
  return isValueProblem(file) ? undefined : file;
}
