import { dirname, isAbsolute, join, resolve } from 'node:path';
import { flattenValues, type FlatValue } from './flattenValues.ts';
import { isValueProblem, readValueFile } from './valueFile.ts';
import { childOf, scalarOf, textOf, type ValueNode } from './valueNode.ts';

/** A file or folder that a `dvc.lock` or `.dvc` file names with its digest. */
export interface DvcPath {
  /** As written. */
  readonly path: string;
  /** Where it lies. */
  readonly absolute: string;
  /** MD5 (hex) of the file, or of the listing for a folder (then `folder`). */
  readonly md5: string;
  readonly folder: boolean;
  readonly size?: number;
  readonly files?: number;
}

/** A stage as it was last run. */
export interface DvcStage {
  readonly name: string;
  /** Absolute path of the `dvc.lock`. */
  readonly lock: string;
  /** SHA-256 (hex) of the `dvc.lock`. */
  readonly lockSha256: string;
  readonly deps: readonly DvcPath[];
  readonly outs: readonly DvcPath[];
  /** Params that the stage declared, by the file that they are in. */
  readonly params: readonly { readonly absolute: string; readonly path: string; readonly values: readonly FlatValue[] }[];
}

const MAX_STAGES = 10_000;

/** Every stage of the `dvc.lock` in `folder` (schema 1 and 2); `broken` when there is one that cannot be read. */
export async function readDvcLock(folder: string): Promise<{ readonly stages: readonly DvcStage[]; readonly broken?: string }> {
  const lock = join(folder, 'dvc.lock');
  const file = await readValueFile(lock);
  if (isValueProblem(file)) return file.problem === 'absent' ? { stages: [] } : { stages: [], broken: file.reason };
  const declared = await readValueFile(join(folder, 'dvc.yaml'));
  const list = childOf(file.node, 'stages') ?? file.node;
  if (list.kind !== 'map') return { stages: [] };
  const stages = list.entries.slice(0, MAX_STAGES).map(([name, stage]): DvcStage => {
    const wdir = isValueProblem(declared) ? undefined : textOf(childOf(childOf(declared.node, 'stages'), name), 'wdir');
    const base = wdir === undefined ? folder : resolve(folder, wdir);
    return { name, lock, lockSha256: file.sha256, deps: pathsOf(stage, 'deps', base), outs: pathsOf(stage, 'outs', base), params: paramsOf(stage, base) };
  });
  return { stages };
}

/** What a `NAME.dvc` file says of the file or folder it stands for; nothing when it cannot be read. */
export async function readDvcFile(path: string): Promise<readonly DvcPath[]> {
  const file = await readValueFile(path);
  if (isValueProblem(file)) return [];
  const wdir = textOf(file.node, 'wdir');
  return pathsOf(file.node, 'outs', resolve(dirname(path), wdir ?? '.'));
}

function pathsOf(stage: ValueNode, key: string, base: string): readonly DvcPath[] {
  const list = childOf(stage, key);
  if (list?.kind !== 'list') return [];
  return list.elements.flatMap((entry): readonly DvcPath[] => {
    const path = textOf(entry, 'path');
    const written = scalarOf(entry, 'md5') ?? '';
    const md5 = /^([0-9a-f]{32})(\.dir)?$/.exec(written);
    if (path === undefined || md5 === null || /^[a-z0-9+]+:\/\//i.test(path)) return [];
    const size = wholeNumber(scalarOf(entry, 'size'));
    const files = wholeNumber(scalarOf(entry, 'nfiles'));
    return [
      {
        path,
        absolute: isAbsolute(path) ? path : resolve(base, path),
        md5: md5[1] as string,
        folder: md5[2] !== undefined,
        ...(size === undefined ? {} : { size }),
        ...(files === undefined ? {} : { files }),
      },
    ];
  });
}

function paramsOf(stage: ValueNode, base: string): DvcStage['params'] {
  const files = childOf(stage, 'params');
  if (files?.kind !== 'map') return [];
  return files.entries.map(([path, node]) => ({ path, absolute: resolve(base, path), values: flattenValues(node).values }));
}

function wholeNumber(text: string | undefined): number | undefined {
  const number = text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  return number;
}
