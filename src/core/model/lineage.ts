/** How a fact is known; the earlier in this list, the stronger (`design.md` §6). */
export type Basis = 'run' | 'producer' | 'write' | 'commit';
export const BASES: readonly Basis[] = ['run', 'producer', 'write', 'commit'];

/** A bulky part of the lineage kept in the store: SHA-256 (hex) and size in bytes. */
export interface ObjectRef {
  readonly sha256: string;
  readonly size: number;
}

/** A file that Git does not track, kept as an object; `mode` is `100644`, `100755` or `120000` (link: content is the target). */
export interface UntrackedFile {
  readonly path: string;
  readonly mode: string;
  readonly sha256: string;
  readonly size: number;
}

/** A submodule as it was checked out. */
export interface SubmoduleState {
  readonly path: string;
  readonly commit: string;
  readonly dirty: boolean;
}

/** The state of one Git repository. */
export interface CodeLineage {
  /** Folder of the repository relative to the workspace (`.` for its own), or its name when it lies elsewhere. */
  readonly repository: string;
  readonly basis: Basis;
  /** What tells it, for people: `modelkeep run`, `dvc.lock`, `fraud.json`, `reflog`, `HEAD`. */
  readonly source: string;
  /** Absent in a repository that has no commit yet. */
  readonly commit?: string;
  /** First line of the commit's message. */
  readonly subject?: string;
  /** Absent when HEAD is detached. */
  readonly branch?: string;
  readonly tags?: readonly string[];
  /** URL of the remote without user name, password or token. */
  readonly remote?: string;
  /** Source files that differ from the commit (tracked and changed, or untracked), relative to the repository; at most 1,000 names. */
  readonly dirtyCode: readonly string[];
  /** Outputs of training that differ (metrics, the artifact, logs): no sign of an unclean tree. At most 1,000 names. */
  readonly dirtyOutputs: readonly string[];
  /** `git diff --binary` against the commit, when it is dirty. */
  readonly patch?: ObjectRef;
  readonly untracked?: readonly UntrackedFile[];
  readonly submodules?: readonly SubmoduleState[];
  /** Commits that a weaker basis names and that differ. */
  readonly others?: readonly { readonly basis: Basis; readonly source: string; readonly commit: string }[];
}

/** One data set. `strength`: content was hashed; listing: names, sizes and times only; claim: what another system says. */
export interface DataLineage {
  /** Path relative to the workspace, `s3://…`, `hf:ID@REV`, or the bare name of what lies outside the workspace. */
  readonly name: string;
  readonly basis: Basis;
  readonly source: string;
  readonly strength: 'content' | 'listing' | 'claim';
  /** `sha256:` + hex (one file: of its bytes; a folder: of its listing object), `md5:` + hex for a DVC claim, `etag:` or `rev:` + text. */
  readonly digest: string;
  readonly files?: number;
  /** Bytes. */
  readonly size?: number;
  /** The listing of a folder: canonical JSON `[{path, sha256?, size}]` sorted by path, in the store. */
  readonly listing?: ObjectRef;
  /** What another basis says and that differs. */
  readonly others?: readonly { readonly basis: Basis; readonly source: string; readonly digest: string }[];
}

/** Where params or metrics came from. `path` is relative to the workspace (or a bare name outside it). */
export interface ValueSource {
  readonly path: string;
  readonly basis: Basis;
  /** Dotted key inside the file, when only a part was taken. */
  readonly key?: string;
  /** SHA-256 (hex) of the file. */
  readonly sha256: string;
  /** Training history (e.g. of `trainer_state.json`) kept as an object. */
  readonly history?: ObjectRef;
}

/** The Python environment and the machine's kind, read from files, never executed. */
export interface EnvironmentLineage {
  /** `3.11.7`, where it is known. */
  readonly python?: string;
  /** Where the packages were read: `uv.lock`, `requirements.txt`, `.venv`. */
  readonly source?: string;
  /** Number of packages. */
  readonly packages: number;
  /** Canonical JSON `[{name, version}]` sorted by name, in the store. */
  readonly list?: ObjectRef;
  /** `linux x64`. */
  readonly os: string;
  /** Processor model. */
  readonly cpu?: string;
}

/** The command that produced the artifact, when `modelkeep run` watched it. Absolute paths are made relative to the workspace or `~`. */
export interface CommandLineage {
  readonly argv: readonly string[];
  /** Folder relative to the workspace. */
  readonly cwd: string;
}

/** A model that this one was made from and that is not in the registry, e.g. `hf:bert-base-uncased@abc`. */
export interface BaseModel {
  readonly reference: string;
  readonly source: string;
}

/** What another system calls the run that made this version. */
export interface Experiment {
  readonly system: 'mlflow' | 'wandb' | 'dvc' | 'given';
  readonly id: string;
}

/** What speaks against a fact; `code` is closed per collector and documented in the README, `message` one sentence for people. */
export interface Doubt {
  readonly code: string;
  /** Which fact: `code`, `data`, `params`, `metrics`, `parents`, `environment`. */
  readonly fact: string;
  readonly message: string;
}

/** What could not be captured, and why. */
export interface Missing {
  readonly code: string;
  readonly fact: string;
  readonly message: string;
}

/** How a version came to be (`design.md` §6). No time, author, host name or absolute path. */
export interface Lineage {
  /** Folder of the manifest's paths relative to the workspace, `.` for its root; absent when it lies outside. */
  readonly folder?: string;
  readonly code: readonly CodeLineage[];
  readonly data: readonly DataLineage[];
  readonly paramSources: readonly ValueSource[];
  readonly metricSources: readonly ValueSource[];
  readonly environment?: EnvironmentLineage;
  readonly command?: CommandLineage;
  readonly bases: readonly BaseModel[];
  readonly experiment?: Experiment;
  /** Facts of the model's header: format, parameters, dtypes, architecture; sorted by name. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly doubts: readonly Doubt[];
  readonly missing: readonly Missing[];
}
