import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Experiment } from '../../core/model/lineage.ts';
import type { CaptureContext, Collector, Finding } from '../../core/ports/collector.ts';
import { findDvcStage } from './findDvcStage.ts';
import { findGitDirectory } from './git/findGitDirectory.ts';
import { listFolder } from './listFolder.ts';
import { findMlflowRun } from './mlflowRun.ts';
import { findWandbRun } from './wandbRun.ts';

const MAX_ID = 1024;
const MAX_REFS = 2000;
/** `dvc exp run` writes its reference shortly after `dvc.lock`, milliseconds. */
const BEFORE_MS = 2000;
const AFTER_MS = 120_000;

/** What another system calls the run: given, else of MLflow, Weights & Biases, DVC experiments. */
export const experimentCollector: Collector = {
  kind: 'experiment',
  async collect(context: CaptureContext): Promise<Finding> {
    const experiment = await findExperiment(context);
    return experiment === undefined ? {} : { experiment: { system: experiment.system, id: experiment.id.slice(0, MAX_ID).toWellFormed() } };
  },
};

async function findExperiment(context: CaptureContext): Promise<Experiment | undefined> {
  const given = context.options.experiment;
  if (given !== undefined && given !== '') return { system: 'given', id: given };
  const mlflow = await findMlflowRun(context);
  if (mlflow !== undefined) return { system: 'mlflow', id: mlflow.id };
  const wandb = await findWandbRun(context);
  if (wandb !== undefined) return { system: 'wandb', id: wandb.id };
  const dvc = await dvcExperiment(context);
  return dvc === undefined ? undefined : { system: 'dvc', id: dvc };
}

/**
 * The DVC experiment whose reference (`refs/exps/XX/BASELINE/NAME`) was written right after the `dvc.lock` of the stage
 * that made the artifact; none when several were.
 */
async function dvcExperiment(context: CaptureContext): Promise<string | undefined> {
  const { stage } = await findDvcStage(context);
  const git = stage === undefined ? undefined : await findGitDirectory(context.root);
  const locked = stage === undefined ? undefined : await writtenAt(stage.lock);
  if (git === undefined || locked === undefined) return undefined;
  const names = new Set<string>();
  for (const [name, path] of await experimentRefs(join(git.commonDirectory, 'refs', 'exps'))) {
    const written = await writtenAt(path);
    if (written !== undefined && written >= locked - BEFORE_MS && written <= locked + AFTER_MS) names.add(name);
  }
  return names.size === 1 ? [...names][0] : undefined;
}

async function experimentRefs(folder: string): Promise<readonly (readonly [string, string])[]> {
  const refs: (readonly [string, string])[] = [];
  for (const prefix of await listFolder(folder, MAX_REFS)) {
    if (!/^[0-9a-f]{2}$/.test(prefix.name)) continue;
    for (const baseline of await listFolder(join(folder, prefix.name), MAX_REFS)) {
      const place = join(folder, prefix.name, baseline.name);
      for (const ref of await listFolder(place, MAX_REFS)) if (ref.kind === 'file' && refs.length < MAX_REFS) refs.push([ref.name, join(place, ref.name)]);
    }
  }
  return refs;
}

async function writtenAt(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => undefined,
  );
}
