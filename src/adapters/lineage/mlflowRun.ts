import { join, sep } from 'node:path';
import type { CaptureContext } from '../../core/ports/collector.ts';
import { ancestorFolders } from './ancestorFolders.ts';
import { listFolder } from './listFolder.ts';
import type { MlflowLog } from './mlflowLog.ts';
import { oncePerContext } from './oncePerContext.ts';
import { readMlflowDatabase } from './readMlflowDatabase.ts';
import { readMlflowFolder } from './readMlflowFolder.ts';
import { isValueProblem, readValueFile } from './valueFile.ts';
import { textOf } from './valueNode.ts';

/** The MLflow run that made the artifact. */
export interface MlflowRun {
  readonly id: string;
  /** What it logged, where that can be read. */
  readonly log?: MlflowLog;
  /** A database that may keep it and could not be read: its absolute path and half a sentence. */
  readonly unread?: { readonly path: string; readonly reason: string };
}

const RUN_ID = /^[0-9a-f]{32}$/;
const MODEL_ID = /^m-[0-9a-f]{32}$/;
const MAX_EXPERIMENTS = 1000;

/**
 * Finds the run by the artifact's place (`mlruns/EXPERIMENT/RUN/artifacts/…`), else by `run_id` in an `MLmodel` beside it
 * or on top of the logged model it lies in (`mlruns/EXPERIMENT/models/MODEL/artifacts/…`). What it logged is read from
 * its folder, else from an `mlflow.db` around the artifact.
 */
export const findMlflowRun = oncePerContext(async (context): Promise<MlflowRun | undefined> => {
  const byPlace = artifactsAround(context, RUN_ID);
  const id = byPlace?.id ?? (await runOfModel(context));
  if (id === undefined) return undefined;
  const log = byPlace === undefined ? await logById(context, id) : await readMlflowFolder(byPlace.folder);
  return log === undefined ? fromDatabase(context, id) : { id, log };
});

/** The nearest `ID/artifacts` around the artifact, and the folder `ID`. */
function artifactsAround(context: CaptureContext, shape: RegExp): { readonly id: string; readonly folder: string } | undefined {
  for (const path of [context.folder, context.files[0]?.absolute ?? context.folder]) {
    const parts = path.split(sep);
    const at = parts.findLastIndex((part, i) => i >= 3 && part === 'artifacts' && shape.test(parts[i - 1] as string));
    if (at > 0) return { id: parts[at - 1] as string, folder: parts.slice(0, at).join(sep) };
  }
  return undefined;
}

async function runOfModel(context: CaptureContext): Promise<string | undefined> {
  const logged = artifactsAround(context, MODEL_ID);
  for (const folder of [context.folder, ...(logged === undefined ? [] : [join(logged.folder, 'artifacts')])]) {
    const file = await readValueFile(join(folder, 'MLmodel'));
    const id = isValueProblem(file) ? undefined : textOf(file.node, 'run_id');
    if (id !== undefined && RUN_ID.test(id)) return id;
  }
  return undefined;
}

async function logById(context: CaptureContext, id: string): Promise<MlflowLog | undefined> {
  for (const folder of ancestorFolders(context.folder, context.root)) {
    for (const experiment of await listFolder(join(folder, 'mlruns'), MAX_EXPERIMENTS)) {
      const log = experiment.kind === 'folder' ? await readMlflowFolder(join(folder, 'mlruns', experiment.name, id)) : undefined;
      if (log !== undefined) return log;
    }
  }
  return undefined;
}

async function fromDatabase(context: CaptureContext, id: string): Promise<MlflowRun> {
  let unread: MlflowRun['unread'];
  for (const folder of ancestorFolders(context.folder, context.root)) {
    const path = join(folder, 'mlflow.db');
    const found = await readMlflowDatabase(context.readDatabase, path, id);
    if (found === undefined) continue;
    if (!('problem' in found)) return { id, log: found };
    if (found.problem !== 'absent') unread ??= { path, reason: found.reason };
  }
  return { id, ...(unread === undefined ? {} : { unread }) };
}
