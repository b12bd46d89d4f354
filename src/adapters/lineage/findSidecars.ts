import { basename, dirname, extname, join } from 'node:path';
import type { CaptureContext } from '../../core/ports/collector.ts';
import { artifactFolders } from './artifactFolders.ts';
import { readSidecar, type Sidecar } from './sidecar.ts';
import { isValueProblem, readValueFile, type ValueFile } from './valueFile.ts';

/** A sidecar JSON that speaks of the artifact. */
export interface FoundSidecar {
  readonly file: ValueFile;
  readonly sidecar: Sidecar;
}

/** Sidecars beside the artifact, and files of such a name that could not be read. */
export interface Sidecars {
  readonly found: readonly FoundSidecar[];
  readonly broken: readonly { readonly absolute: string; readonly reason: string }[];
}

const MAX_STEMS = 8;

/**
 * Looks for `<stem>.json` beside each weights file of the artifact (at most eight), and `<folder>.json` in and beside an
 * artifact that is a folder. One whose `model_file` names another file is not about this artifact.
 */
export async function findSidecars(context: CaptureContext): Promise<Sidecars> {
  const found: FoundSidecar[] = [];
  const broken: { absolute: string; reason: string }[] = [];
  for (const absolute of candidates(context)) {
    const file = await readValueFile(absolute);
    if (isValueProblem(file)) {
      if (file.problem !== 'absent') broken.push({ absolute, reason: file.reason });
      continue;
    }
    const sidecar = readSidecar(file.node);
    if (sidecar !== undefined && speaksOf(sidecar, context)) found.push({ file, sidecar });
  }
  return { found, broken };
}

function candidates(context: CaptureContext): ReadonlySet<string> {
  const paths = new Set<string>();
  const models = context.files.filter((file) => !/\.(?:json|ya?ml|txt|md|csv)$/i.test(file.path) && !file.path.includes('/'));
  if (models.length <= MAX_STEMS) {
    for (const folder of artifactFolders(context)) {
      for (const { path } of models) paths.add(join(folder, `${basename(path, extname(path))}.json`));
    }
  }
  if (context.files.length > 1) {
    const name = `${basename(context.folder)}.json`;
    paths.add(join(context.folder, name));
    paths.add(join(dirname(context.folder), name));
  }
  return paths;
}

function speaksOf(sidecar: Sidecar, context: CaptureContext): boolean {
  if (sidecar.modelFile === undefined) return true;
  const named = sidecar.modelFile.split(/[/\\]/).at(-1);
  return named === basename(context.folder) || context.files.some((file) => file.path.split('/').at(-1) === named);
}
