import type { Lineage } from './lineage.ts';

/** A hyperparameter; `value` is exactly as written in its source (`1e-05`, `true`, `null`), strings without quotes. */
export interface Param {
  readonly name: string;
  readonly type: 'int' | 'float' | 'bool' | 'string' | 'null';
  readonly value: string;
}

/** A metric; `value` is exactly as written in its source (`0.953`, `NaN`). */
export interface Metric {
  readonly name: string;
  readonly value: string;
}

/**
 * What a version is, for ever. Its SHA-256 over canonical JSON is the version's id, so it holds nothing of time, author,
 * host or absolute path: committing the same thing from the same state anywhere gives the same id.
 */
export interface VersionRecord {
  readonly v: 1;
  /** Key of the registered model (its first name). */
  readonly model: string;
  readonly branch: string;
  /** Ids (hex) of the versions it follows: the previous one of the branch, and versions it was made from. */
  readonly parents: readonly string[];
  /** SHA-256 (hex) of the manifest's canonical bytes. */
  readonly manifest: string;
  /** Sorted by name. */
  readonly params: readonly Param[];
  /** Sorted by name. */
  readonly metrics: readonly Metric[];
  readonly lineage: Lineage;
}
