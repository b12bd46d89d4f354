/** What `modelkeep.json` says of one registered model. Globs and paths are relative to the file's folder. */
export interface ModelConfig {
  /** Globs of the files of one version; `!` excludes. */
  readonly paths: readonly string[];
  readonly data: readonly string[];
  /** `file` or `file:dotted.key`. */
  readonly params: readonly string[];
  readonly metrics: readonly string[];
  /** The metric that is shown first, and which way is better. */
  readonly metric?: string;
  readonly direction?: 'max' | 'min';
}

/** The content of `modelkeep.json`. */
export interface ProjectConfig {
  /** Id of the registry, pinned by init. */
  readonly registry?: string;
  readonly models: ReadonlyMap<string, ModelConfig>;
  /** Globs over Git branches, each with the branch of a model that commits from it go to; the first that fits counts. */
  readonly branches?: readonly (readonly [glob: string, branch: string])[];
  /** Other Git repositories whose state belongs to the lineage (relative or absolute folders). */
  readonly code: readonly string[];
  /** Folders outside the workspace into which links may lead. */
  readonly roots: readonly string[];
  /** `on-promotion`: each promotion writes `modelkeep.lock` beside the file. */
  readonly checkpoint?: 'on-promotion';
}

export const EMPTY_MODEL_CONFIG: ModelConfig = { paths: [], data: [], params: [], metrics: [] };
