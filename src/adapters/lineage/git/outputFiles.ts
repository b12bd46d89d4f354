import { basename, dirname, extname, join, relative, sep } from 'node:path';
import type { ArtifactFile } from '../../../core/ports/collector.ts';
import { ancestorFolders } from '../ancestorFolders.ts';
import { readDvcLock } from '../dvcLock.ts';
import { isValueProblem, readValueFile } from '../valueFile.ts';

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
const RESULTS = /^(?:metrics\.json|trainer_state\.json|all_results\.json|train_results\.json|eval_results\.json|dvc\.lock|mlflow\.db(?:-journal)?|events\.out\.tfevents.*|.*\.log)$/i;
const RUN_FOLDERS = /(?:^|\/)(?:wandb|mlruns|lightning_logs|\.dvclive|dvclive)\//;
/** `runs` is TensorBoard's folder, and a name that people give to code as well. */
const RUNS = /(?:^|\/)runs\//;
const SOURCE = /\.(?:py|pyi|ipynb|sh|r|jl|c|cc|cpp|cu|h|hpp|rs|go|java|ts|js|toml|ya?ml|cfg|ini|sql|md|txt)$/i;

/** Learns what counts as output around an artifact. */
export async function outputFiles(hints: OutputHints): Promise<OutputFiles> {
  const own = new Set(hints.files.flatMap((file) => [file.absolute, ...(hints.folder === undefined ? [] : [join(hints.folder, file.path)])]));
  const sidecars = new Set([...own].map((path) => join(dirname(path), `${basename(path, extname(path))}.json`)));
  const metrics = new Set([...hints.metrics, ...(await barePin(hints.root))]);
  const locks = await Promise.all([...new Set([hints.root, ...ancestorFolders(hints.folder ?? hints.root, hints.root)])].map(readDvcLock));
  const stages = locks.flatMap((lock) => lock.stages.flatMap(({ outs }) => outs.map(({ absolute }) => absolute))).filter((path) => path !== hints.root);
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

/** A `modelkeep.json` that says no more than which registry there is: Modelkeep wrote it, and it made no model. */
async function barePin(root: string): Promise<string[]> {
  const path = join(root, 'modelkeep.json');
  const file = await readValueFile(path);
  const pin = !isValueProblem(file) && file.node.kind === 'map' && file.node.entries.length === 1 && file.node.entries[0]?.[0] === 'registry';
  return pin ? [path] : [];
}
