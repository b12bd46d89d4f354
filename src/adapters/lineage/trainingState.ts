/** A file of a folder that is about to be committed. */
export interface FolderFile {
  /** Relative to the folder, `/` between parts. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** The two ways to commit a folder of training output. */
export interface TrainingStateSplit<T extends FolderFile> {
  /** True when there is state that only resuming needs: ask once, or `--include model|all`. */
  readonly found: boolean;
  /** Weights, config, tokenizer, results. */
  readonly model: { readonly files: readonly T[]; readonly bytes: number };
  /** Everything, to resume. */
  readonly all: { readonly files: readonly T[]; readonly bytes: number };
}

const STATE_FILE = /(?:^|\/)(?:(?:optimizer|scheduler|scaler)[\w.-]*\.(?:pt|pth|bin)|[\w.-]*_optim_states\.pt|rng_state[\w.-]*|random_states_\d+\.pkl|[\w.-]*optim[\w.-]*\.distcp)$/i;
const STATE_FOLDER = /(?:^|\/)(?:checkpoint-\d+|global_step\d+|optimizer_\d+)\//i;

/** True for what resuming needs and using the model does not: states of optimizer, scheduler and random numbers, and checkpoints within. */
export function isTrainingState(path: string): boolean {
  return STATE_FILE.test(path) || STATE_FOLDER.test(path);
}

/** Parts a folder's files; when everything in it is training state, it is all there is, and nothing needs asking. */
export function splitTrainingState<T extends FolderFile>(files: readonly T[]): TrainingStateSplit<T> {
  const model = files.filter((file) => !isTrainingState(file.path));
  const found = model.length > 0 && model.length < files.length;
  const kept = found ? model : files;
  return { found, model: { files: kept, bytes: bytesOf(kept) }, all: { files, bytes: bytesOf(files) } };
}

function bytesOf(files: readonly FolderFile[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}
