import { join, relative, sep } from 'node:path';
import { createHash } from 'node:crypto';
import type { CaptureContext } from '../../core/ports/collector.ts';
import { canonicalJson } from '../../core/text/canonicalJson.ts';
import { ancestorFolders } from './ancestorFolders.ts';
import { compareText } from './compareText.ts';
import { MAX_VALUES, type FlatValue } from './flattenValues.ts';
import { listFolder } from './listFolder.ts';
import { oncePerContext } from './oncePerContext.ts';
import { decodeText, isReadProblem, readBoundedFile } from './readBoundedFile.ts';
import { scalarTypeOf } from './scalarTypeOf.ts';
import { isValueProblem, readValueFile } from './valueFile.ts';
import { textOf } from './valueNode.ts';
import { workspaceName } from './workspaceName.ts';

/** The MLflow run that made the artifact. */
export interface MlflowRun {
  readonly id: string;
  /** What names it: `MLmodel`, or the run's folder in the record's words. */
  readonly source: string;
  /** Absolute folder of the run, where MLflow keeps it in files. */
  readonly folder?: string;
}

/** A part of a run as it lies in its folder: one small file per value. */
export interface MlflowValues {
  readonly values: readonly FlatValue[];
  /** SHA-256 (hex) of the canonical JSON `[{name, value}]`: there is no single file to digest. */
  readonly sha256: string;
}

const RUN_ID = /^[0-9a-f]{32}$/;
const MAX_SMALL_FILE = 1_048_576;
const MAX_EXPERIMENTS = 1000;
const MAX_DEPTH = 16;

/** Finds the run by the artifact's place (`mlruns/EXPERIMENT/RUN/artifacts/…`), else by `run_id` in an `MLmodel` beside it. */
export const findMlflowRun = oncePerContext(async (context): Promise<MlflowRun | undefined> => {
  const byPlace = runFolderAround(context);
  if (byPlace !== undefined) return { ...byPlace, source: workspaceName(context.root, byPlace.folder).name };
  const file = await readValueFile(join(context.folder, 'MLmodel'));
  const id = isValueProblem(file) ? undefined : textOf(file.node, 'run_id');
  if (id === undefined || !RUN_ID.test(id)) return undefined;
  const folder = await runFolderById(context, id);
  return { id, source: 'MLmodel', ...(folder === undefined ? {} : { folder }) };
});

function runFolderAround(context: CaptureContext): { readonly id: string; readonly folder: string } | undefined {
  const place = (context.files[0]?.absolute ?? context.folder).split(sep);
  for (const parts of [context.folder.split(sep), place]) {
    const at = parts.lastIndexOf('artifacts');
    const id = parts[at - 1] ?? '';
    if (at >= 3 && RUN_ID.test(id)) return { id, folder: parts.slice(0, at).join(sep) };
  }
  return undefined;
}

async function runFolderById(context: CaptureContext, id: string): Promise<string | undefined> {
  for (const folder of ancestorFolders(context.folder, context.root)) {
    for (const experiment of await listFolder(join(folder, 'mlruns'), MAX_EXPERIMENTS)) {
      const run = join(folder, 'mlruns', experiment.name, id);
      if (experiment.kind === 'folder' && !isReadProblem(await readBoundedFile(join(run, 'meta.yaml'), MAX_SMALL_FILE))) return run;
    }
  }
  return undefined;
}

/** Params of a run: `params/NAME`, the text as it was logged. */
export async function readMlflowParams(folder: string): Promise<MlflowValues> {
  return valuesOf(join(folder, 'params'), (name, text) => ({ name, type: scalarTypeOf(text), value: text }));
}

/** Last value of each metric of a run: `metrics/NAME`, lines of `time value step`. */
export async function readMlflowMetrics(folder: string): Promise<MlflowValues> {
  return valuesOf(join(folder, 'metrics'), (name, text) => {
    const value = text.trimEnd().split('\n').at(-1)?.trim().split(/\s+/)[1] ?? '';
    const written = /^[-+]?inf(?:inity)?$/i.test(value) ? `${value.startsWith('-') ? '-' : ''}Infinity` : /^nan$/i.test(value) ? 'NaN' : value;
    const type = scalarTypeOf(written);
    return type === 'int' || type === 'float' ? { name, type, value: written } : undefined;
  });
}

/** Commit that MLflow noted when the run began, or undefined. */
export async function readMlflowCommit(folder: string): Promise<string | undefined> {
  const text = await smallText(join(folder, 'tags', 'mlflow.source.git.commit'));
  return text?.trim();
}

async function valuesOf(folder: string, read: (name: string, text: string) => FlatValue | undefined): Promise<MlflowValues> {
  const values: FlatValue[] = [];
  for (const path of await filesUnder(folder, 0)) {
    if (values.length > MAX_VALUES) break;
    const text = await smallText(path);
    const name = relative(folder, path).split(sep).join('/');
    const value = text === undefined ? undefined : read(name.toWellFormed(), text);
    if (value !== undefined && value.value.length <= 4096 && value.name.length <= 1024) values.push(value);
  }
  values.sort((left, right) => compareText(left.name, right.name));
  const list = canonicalJson(values.map(({ name, value }) => ({ name, value })));
  return { values, sha256: createHash('sha256').update(list).digest('hex') };
}

async function filesUnder(folder: string, depth: number): Promise<readonly string[]> {
  if (depth > MAX_DEPTH) return [];
  const paths: string[] = [];
  for (const entry of await listFolder(folder, MAX_VALUES)) {
    if (paths.length > MAX_VALUES) break;
    if (entry.kind === 'file') paths.push(join(folder, entry.name));
    else if (entry.kind === 'folder') paths.push(...(await filesUnder(join(folder, entry.name), depth + 1)));
  }
  return paths;
}

async function smallText(path: string): Promise<string | undefined> {
  const file = await readBoundedFile(path, MAX_SMALL_FILE);
  return isReadProblem(file) ? undefined : decodeText(file.bytes);
}
