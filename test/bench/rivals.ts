import { spawnSync } from 'node:child_process';

/** Another program that keeps versions of large files, as one row: what it needs, and the shell commands of its own manual. */
export interface Rival {
  readonly name: string;
  /** Program on the path. */
  readonly program: string;
  /** Module that this Python must have. */
  readonly module?: string;
  /** Makes an empty store in the current folder; not timed. */
  readonly prepare: string;
  /** Stores `model.safetensors` of the current folder; timed as a process. */
  readonly commit: string;
  /** A library without a command: the program prints last the seconds of its one call, imports left out. */
  readonly timesItself?: boolean;
  /** What a reader must know of that call. */
  readonly note?: string;
}

/** Every rival, in the order of the table. */
export const RIVALS: readonly Rival[] = [
  {
    name: 'git-lfs',
    program: 'git-lfs',
    prepare: 'git init -q && git lfs install --local && git lfs track "*.safetensors"',
    commit: 'git add model.safetensors',
  },
  { name: 'git-annex', program: 'git-annex', prepare: 'git init -q && git annex init -q bench', commit: 'git annex add -q model.safetensors' },
  { name: 'borg', program: 'borg', prepare: 'borg init -e none repository', commit: 'borg create repository::one model.safetensors' },
  { name: 'restic', program: 'restic', prepare: 'restic init -q -r repository', commit: 'restic backup -q -r repository model.safetensors' },
  { name: 'dvc', program: 'dvc', prepare: 'dvc init -q --no-scm', commit: 'dvc add -q model.safetensors' },
  {
    name: 'hf_xet',
    program: 'python3',
    module: 'hf_xet',
    prepare: 'mkdir cas',
    // Its upload into a folder instead of the hub: chunks, hashes and writes as ever, no network.
    commit: timedPython('import os, hf_xet', `hf_xet.upload_files(['model.safetensors'], 'local://' + os.getcwd() + '/cas', None, None, None, 'model')`),
    timesItself: true,
  },
  {
    name: 'mlflow',
    program: 'python3',
    module: 'mlflow',
    prepare: 'true',
    commit: timedPython(`import mlflow; mlflow.set_tracking_uri('file:./mlruns'); mlflow.set_experiment('bench'); mlflow.start_run()`, `mlflow.log_artifact('model.safetensors')`),
    timesItself: true,
    note: 'a copy, neither hashed nor synced',
  },
];

/** What they read instead of the person's own settings. */
export function rivalEnvironment(home: string): NodeJS.ProcessEnv {
  return { ...process.env, HOME: home, RESTIC_PASSWORD: 'bench', DVC_NO_ANALYTICS: '1', MLFLOW_ALLOW_FILE_STORE: 'true', HF_HUB_OFFLINE: '1', PYTHONWARNINGS: 'ignore' };
}

/** True when it can be run here. */
export function isInstalled({ program, module }: Rival): boolean {
  const found = spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  return found && (module === undefined || spawnSync(program, ['-c', `import importlib.util, sys; sys.exit(importlib.util.find_spec('${module}') is None)`]).status === 0);
}

function timedPython(before: string, call: string): string {
  return `python3 -c "import time; ${before}; t = time.perf_counter(); ${call}; print(time.perf_counter() - t)"`;
}
