import { basename, join } from 'node:path';
import { stat } from 'node:fs/promises';
import { RegistryError } from '../../core/errors.ts';
import type { CaptureContext } from '../../core/ports/collector.ts';
import { ancestorFolders } from './ancestorFolders.ts';
import { artifactTime } from './artifactTime.ts';
import { flattenValues, type FlatValues } from './flattenValues.ts';
import { listFolder } from './listFolder.ts';
import { oncePerContext } from './oncePerContext.ts';
import { readWandbFiles, wandbStartedAt } from './readWandbFiles.ts';
import { readWandbLog } from './readWandbLog.ts';
import type { ValueNode } from './valueNode.ts';

/** The Weights & Biases run that made the artifact. */
export interface WandbRun {
  readonly id: string;
  /** Absolute folder of the run. */
  readonly folder: string;
  readonly params?: WandbValues;
  /** The last values. */
  readonly metrics?: WandbValues;
  /** Commit that W&B noted when the run began. */
  readonly commit?: string;
  /** The run's log, when it could not be read: its absolute path and half a sentence. */
  readonly unread?: { readonly path: string; readonly reason: string };
}

/** Params or metrics of a run, from its files or its log. */
export interface WandbValues {
  readonly absolute: string;
  readonly key?: string;
  readonly sha256: string;
  readonly flat: FlatValues;
}

type ReadNode = Omit<WandbValues, 'flat'> & { readonly node: ValueNode };

const RUN_FOLDER = /^(?:offline-)?run-\d{8}_\d{6}-([A-Za-z0-9_-]{1,128})$/;
const MAX_RUNS = 10_000;
const MAX_CLOSE_LOOKS = 50;
/** Training may save its model a little after the run was closed. */
const LATE_MS = 600_000;
const TOLERANCE_MS = 2000;
/** A run notes when it began before all else. */
const START_OF_LOG = 65_536;

/**
 * Finds the run whose folder the artifact lies in, else the one in a `wandb` folder around it (newest first) that was
 * running when the artifact was written. Two runs at that time: none, since either may have made it.
 */
export const findWandbRun = oncePerContext(async (context): Promise<WandbRun | undefined> => {
  const around = ancestorFolders(context.folder, context.root);
  const within = around.find((folder) => RUN_FOLDER.test(basename(folder)));
  if (within !== undefined) return describe(context, within);
  for (const folder of around) {
    const home = join(folder, 'wandb');
    const names = (await listFolder(home, MAX_RUNS)).filter((entry) => entry.kind === 'folder' && RUN_FOLDER.test(entry.name));
    const running: string[] = [];
    const newestFirst = names.map((entry) => entry.name).sort((left, right) => (startOf(left) < startOf(right) ? 1 : -1));
    for (const name of newestFirst.slice(0, MAX_CLOSE_LOOKS)) if (await covers(context, join(home, name))) running.push(join(home, name));
    if (running.length === 1) return describe(context, running[0] as string);
    if (running.length > 1) return undefined;
  }
  return undefined;
});

function startOf(name: string): string {
  return name.replace(/^offline-/, '');
}

async function describe(context: CaptureContext, folder: string): Promise<WandbRun> {
  const id = RUN_FOLDER.exec(basename(folder))?.[1] ?? '';
  const files = await readWandbFiles(folder);
  const run = { id, folder, ...valuesOf(files), ...(files.commit === undefined ? {} : { commit: files.commit }) };
  if ('params' in run && 'metrics' in run && 'commit' in run) return run;
  const path = logOf(folder);
  const log = await readWandbLog(path, { signal: context.signal });
  if ('reason' in log) return { ...run, unread: { path, reason: log.reason } };
  const kept = { absolute: path, sha256: log.sha256 };
  const logged = valuesOf({ config: { ...kept, node: log.config, key: 'config' }, summary: { ...kept, node: log.summary, key: 'summary' } });
  return { ...(log.commit === undefined ? {} : { commit: log.commit }), ...logged, ...run };
}

/** Values without W&B's own; none where nothing is left. */
function valuesOf({ config, summary }: { readonly config?: ReadNode; readonly summary?: ReadNode }): Pick<WandbRun, 'params' | 'metrics'> {
  const params = config === undefined ? undefined : { ...config, flat: flattenValues(but(config.node, /^(?:_wandb|wandb_version)$/)) };
  const metrics = summary === undefined ? undefined : { ...summary, flat: flattenValues(but(summary.node, /^_/)) };
  return { ...(holdsAny(params) ? { params } : {}), ...(holdsAny(metrics) ? { metrics } : {}) };
}

function holdsAny(values: WandbValues | undefined): values is WandbValues {
  return values !== undefined && (values.flat.values.length > 0 || values.flat.tooLong.length > 0);
}

function but(node: ValueNode, names: RegExp): ValueNode {
  return { kind: 'map', entries: node.kind === 'map' ? node.entries.filter(([key]) => !names.test(key)) : [] };
}

function logOf(folder: string): string {
  return join(folder, `run-${RUN_FOLDER.exec(basename(folder))?.[1] ?? ''}.wandb`);
}

/** From the start that W&B noted (else that of the folder) to its last write. */
async function covers(context: CaptureContext, folder: string): Promise<boolean> {
  const time = artifactTime(context);
  try {
    const log = await stat(logOf(folder));
    if (time > log.mtimeMs + LATE_MS) return false;
    const made = log.birthtimeMs > 0 ? log.birthtimeMs : (await stat(folder)).mtimeMs;
    const start = (await wandbStartedAt(folder)) ?? (await loggedStart(context, folder)) ?? made;
    return time >= start - TOLERANCE_MS;
  } catch (error) {
    if (RegistryError.is(error)) throw error;
    return false;
  }
}

async function loggedStart(context: CaptureContext, folder: string): Promise<number | undefined> {
  const log = await readWandbLog(logOf(folder), { maxBytes: START_OF_LOG, signal: context.signal });
  return 'reason' in log ? undefined : log.startedAt;
}
