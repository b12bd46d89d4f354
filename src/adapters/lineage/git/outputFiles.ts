import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ArtifactFile } from '../../../core/ports/collector.ts';
import { parseYamlValue } from '../parseYamlValue.ts';
import { decodeText, isReadProblem, readBoundedFile } from '../readBoundedFile.ts';
import { childOf, textOf } from '../valueNode.ts';

/** Tells what training writes from what training is made of. */
export interface OutputFiles {
  /** True for the artifact's own files, whatever they are called. */
  isArtifact(absolute: string): boolean;
  /** True for results of training: the artifact, models, metrics, logs, run folders, outputs of DVC stages. */
  isOutput(absolute: string): boolean;
}

/** What is known of the outputs beforehand; paths absolute. */
export interface OutputHints {
  readonly root: string;
  /** Empty when nothing is written yet. */
  readonly files: readonly ArtifactFile[];
  /** Folder of the artifact as the person named it. */
  readonly folder?: string;
  /** Metrics files that flags or `modelkeep.json` name. */
  readonly metrics: readonly string[];
}

const MODELS = /\.(?:safetensors|pt|pth|pt2|ckpt|bin|onnx|gguf|ggml|pkl|pickle|joblib|skops|h5|hdf5|keras|pb|tflite|mlmodel|ubj|cbm|msgpack|engine|pdparams|weights)$/i;
const RESULTS = /^(?:metrics\.json|trainer_state\.json|all_results\.json|train_results\.json|eval_results\.json|dvc\.lock|events\.out\.tfevents.*|.*\.log)$/i;
const RUN_FOLDERS = /(?:^|\/)(?:wandb|mlruns|lightning_logs|\.dvclive|dvclive)\//;
/** `runs` is TensorBoard's folder, and a name that people give to code as well. */
const RUNS = /(?:^|\/)runs\//;
const SOURCE = /\.(?:py|pyi|ipynb|sh|r|jl|c|cc|cpp|cu|h|hpp|rs|go|java|ts|js|toml|ya?ml|cfg|ini|sql|md|txt)$/i;
const DVC_LOCK_LIMIT = 4 * 1024 * 1024;

/** Outputs that a `dvc.lock` names, absolute; empty when there is none or it cannot be read. */
async function dvcOutputs(folder: string): Promise<readonly string[]> {
  const read = await readBoundedFile(join(folder, 'dvc.lock'), DVC_LOCK_LIMIT);
  const text = isReadProblem(read) ? undefined : decodeText(read.bytes);
  if (text === undefined) return [];
  try {
    const stages = childOf(parseYamlValue(text), 'stages');
    if (stages?.kind !== 'map') return [];
    return stages.entries.flatMap(([, stage]) => {
      const outs = childOf(stage, 'outs');
      const elements = outs?.kind === 'list' ? outs.elements : [];
      return elements.flatMap((out) => textOf(out, 'path') ?? []);
    }).filter((path) => !isAbsolute(path)).map((path) => resolve(folder, path));
  } catch {
    return [];
  }
}

/** The workspace and the folders from it down to the artifact: where a `dvc.lock` may lie. */
function lockFolders(hints: OutputHints): readonly string[] {
  const folders = [hints.root];
  let current = hints.folder;
  while (current !== undefined && current.startsWith(hints.root + sep) && folders.length < 16) {
    folders.push(current);
    current = dirname(current);
  }
  return folders;
}

/** Learns what counts as output around an artifact. */
export async function outputFiles(hints: OutputHints): Promise<OutputFiles> {
  const own = new Set(hints.files.flatMap((file) => [file.absolute, ...(hints.folder === undefined ? [] : [join(hints.folder, file.path)])]));
  const sidecars = new Set([...own].map((path) => join(dirname(path), `${basename(path, extname(path))}.json`)));
  const metrics = new Set(hints.metrics);
  const stages = (await Promise.all(lockFolders(hints).map(dvcOutputs))).flat().filter((path) => path !== hints.root);
  const within = (absolute: string): boolean => stages.some((stage) => absolute === stage || absolute.startsWith(stage + sep));
  return {
    isArtifact: (absolute) => own.has(absolute),
    isOutput: (absolute) => {
      if (own.has(absolute) || sidecars.has(absolute) || metrics.has(absolute) || within(absolute)) return true;
      const path = relative(hints.root, absolute).split(sep).join('/');
      const name = basename(absolute);
      return RESULTS.test(name) || MODELS.test(name) || RUN_FOLDERS.test(path) || (RUNS.test(path) && !SOURCE.test(name));
    },
  };
}
