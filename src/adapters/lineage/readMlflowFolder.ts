import { join, relative, sep } from 'node:path';
import { MAX_VALUES, type FlatValue } from './flattenValues.ts';
import { listFolder } from './listFolder.ts';
import { mlflowValues, type MlflowLog } from './mlflowLog.ts';
import { decodeText, isReadProblem, readBoundedFile } from './readBoundedFile.ts';
import { scalarTypeOf } from './scalarTypeOf.ts';

const MAX_SMALL_FILE = 1_048_576;
const MAX_DEPTH = 16;

/** What lies in the folder of a run, one small file per value; undefined when it is no such folder. */
export async function readMlflowFolder(folder: string): Promise<MlflowLog | undefined> {
  if (isReadProblem(await readBoundedFile(join(folder, 'meta.yaml'), MAX_SMALL_FILE))) return undefined;
  const params = await valuesOf(join(folder, 'params'), (name, text) => ({ name, type: scalarTypeOf(text), value: text }));
  const metrics = await valuesOf(join(folder, 'metrics'), lastMetric);
  const commit = await smallText(join(folder, 'tags', 'mlflow.source.git.commit'));
  return { place: folder, params: mlflowValues('params', params), metrics: mlflowValues('metrics', metrics), ...(commit === undefined ? {} : { commit }) };
}

/** The last of the lines `time value step`. */
function lastMetric(name: string, text: string): FlatValue | undefined {
  const value = text.trimEnd().split('\n').at(-1)?.trim().split(/\s+/)[1] ?? '';
  const written = /^[-+]?inf(?:inity)?$/i.test(value) ? `${value.startsWith('-') ? '-' : ''}Infinity` : /^nan$/i.test(value) ? 'NaN' : value;
  const type = scalarTypeOf(written);
  return type === 'int' || type === 'float' ? { name, type, value: written } : undefined;
}

async function valuesOf(folder: string, read: (name: string, text: string) => FlatValue | undefined): Promise<readonly FlatValue[]> {
  const values: FlatValue[] = [];
  for (const path of await filesUnder(folder, 0)) {
    if (values.length > MAX_VALUES) break;
    const text = await smallText(path);
    const name = relative(folder, path).split(sep).join('/');
    const value = text === undefined ? undefined : read(name.toWellFormed(), text);
    if (value !== undefined) values.push(value);
  }
  return values;
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
