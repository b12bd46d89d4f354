import { basename, dirname, join } from 'node:path';
import type { CaptureContext } from '../../../core/ports/collector.ts';
import { ancestorFolders } from '../ancestorFolders.ts';
import { readDvcFile, readDvcLock, type DvcPath } from '../dvcLock.ts';
import { findDvcStage } from '../findDvcStage.ts';
import { oncePerContext } from '../oncePerContext.ts';
import { workspaceName } from '../workspaceName.ts';

const locks = oncePerContext(() => Promise.resolve(new Map<string, ReturnType<typeof readDvcLock>>()));

/** Each `dvc.lock` is read once for all data sets of a commit. */
async function lockOf(context: CaptureContext, folder: string): ReturnType<typeof readDvcLock> {
  const known = await locks(context);
  const reading = known.get(folder) ?? readDvcLock(folder);
  known.set(folder, reading);
  return reading;
}

/** What DVC says of a path; `producer` when it is said by the stage that made the artifact. */
export interface DvcClaim {
  readonly path: DvcPath;
  /** For the record: `dvc.lock`, `images.dvc`. */
  readonly source: string;
  readonly producer: boolean;
}

/** Looks a path up in DVC's files: the stage that made the artifact, `NAME.dvc` beside it, any other stage of a `dvc.lock` above. */
export async function findDvcClaim(context: CaptureContext, absolute: string): Promise<DvcClaim | undefined> {
  const { stage } = await findDvcStage(context);
  const dep = stage?.deps.find((one) => one.absolute === absolute);
  if (stage !== undefined && dep !== undefined) return { path: dep, source: workspaceName(context.root, stage.lock).name, producer: true };
  const pointer = `${absolute}.dvc`;
  const own = (await readDvcFile(pointer)).find((one) => one.absolute === absolute);
  if (own !== undefined) return { path: own, source: workspaceName(context.root, pointer).name, producer: false };
  for (const folder of ancestorFolders(dirname(absolute), context.root)) {
    for (const other of (await lockOf(context, folder)).stages) {
      const path = [...other.outs, ...other.deps].find((one) => one.absolute === absolute);
      if (path !== undefined) return { path, source: workspaceName(context.root, join(folder, 'dvc.lock')).name, producer: false };
    }
  }
  return undefined;
}

const SOURCE_CODE = /\.(?:py|ipynb|pyx|sh|bash|r|jl|c|cc|cpp|h|hpp|cu|rs|go|js|ts|toml|cfg|ini|ya?ml)$/i;

/** Dependencies of the stage that made the artifact which are data: files of code are the code's business. */
export async function dvcStageData(context: CaptureContext): Promise<readonly DvcPath[]> {
  const { stage } = await findDvcStage(context);
  return (stage?.deps ?? []).filter((dep) => dep.folder || !SOURCE_CODE.test(basename(dep.path)));
}
