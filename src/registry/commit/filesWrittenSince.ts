import { stat } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import type { ProjectConfig } from '../../core/model/projectConfig.ts';
import { matchesGlobs } from '../../core/text/pathGlob.ts';
import { findFiles } from '../../adapters/workspace/findFiles.ts';

/** Extensions by which a model file is known where nothing is declared. */
export const MODEL_EXTENSIONS = ['safetensors', 'gguf', 'onnx', 'pt', 'pth', 'ckpt', 'bin', 'pkl', 'pickle', 'joblib', 'h5', 'keras', 'tflite', 'npz', 'npy', 'pb', 'mlmodel', 'ubj', 'cbm', 'model'] as const;

/** Files of one model that a command wrote. `model` is undefined where no name was given or declared. */
export interface WrittenModel {
  readonly model: string | undefined;
  readonly paths: readonly string[];
}

/**
 * The model files below `root` that were written since a moment: all files of a declared model of which one was written,
 * else model files by their extension, those of one folder together.
 */
export async function filesWrittenSince(root: string, project: ProjectConfig, since: number, named: string | undefined): Promise<readonly WrittenModel[]> {
  const declared = [...project.models].filter(([name, config]) => config.paths.length > 0 && (named === undefined || name === named));
  const all = await findFiles(root, ['.'], (path) => isModelFile(path) || declared.some(([, config]) => matchesGlobs(config.paths, path)));
  const written = new Set<string>();
  for (const file of all) if (((await stat(file).catch(() => undefined))?.mtimeMs ?? 0) >= since) written.add(file);
  const groups: WrittenModel[] = [];
  const taken = new Set<string>();
  for (const [model, config] of declared) {
    const files = all.filter((file) => matchesGlobs(config.paths, relative(root, file).split(sep).join('/')));
    for (const file of files) taken.add(file);
    if (files.some((file) => written.has(file))) groups.push({ model, paths: files });
  }
  const rest = [...written].filter((file) => !taken.has(file) && isModelFile(file));
  return [...groups, ...byFolder(rest, named)];
}

function isModelFile(path: string): boolean {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return MODEL_EXTENSIONS.some((one) => one === extension);
}

/** With a name, everything is one version; without one, each folder is. */
function byFolder(files: readonly string[], named: string | undefined): WrittenModel[] {
  if (files.length === 0) return [];
  if (named !== undefined) return [{ model: named, paths: files }];
  const folders = new Map<string, string[]>();
  for (const file of files) folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), file]);
  return [...folders.values()].map((paths) => ({ model: undefined, paths }));
}
