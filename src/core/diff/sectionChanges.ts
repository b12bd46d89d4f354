import type { BaseModel, Basis, ObjectRef } from '../model/lineage.ts';
import type { Param } from '../model/record.ts';
import type { CodeChanges } from './diffInput.ts';

export type Side = 'from' | 'to';

/** How an entry that may be on either side changed. `unknown`: one side may have it and it was not captured. */
export type Presence = 'same' | 'changed' | 'added' | 'removed' | 'unknown';

export interface MetricChange {
  readonly name: string;
  /** Exactly as written; absent when that side has none. */
  readonly from?: string;
  readonly to?: string;
  /** `rewritten`: the same number in other digits (`0.1`, `1e-1`). */
  readonly change: Presence | 'rewritten';
  /** Exact difference with its sign: `+0.013`; when both are numbers that differ. */
  readonly difference?: string;
  /** Difference in percent of the size of `from`, with its sign, two digits after the point at most: `+27.27`. Absent when `from` is 0. */
  readonly percent?: string;
  /** Which way is better, and who says so: `declared` (project or policy) or `name` (a well-known name). */
  readonly direction?: { readonly better: 'max' | 'min'; readonly known: 'declared' | 'name' };
  readonly verdict: 'better' | 'worse' | 'same' | 'unknown';
  /** Why the verdict is unknown. */
  readonly because?: 'missing' | 'noNumber' | 'noDirection' | 'otherData';
}

export type ParamValue = Pick<Param, 'type' | 'value'>;

export interface ParamChange {
  readonly name: string;
  readonly from?: ParamValue;
  readonly to?: ParamValue;
  /** `retyped`: the same value in another type (`"3"` and `3`, `1` and `1.0`); `rewritten`: the same value in other characters. */
  readonly change: Presence | 'retyped' | 'rewritten';
  /** Exact difference with its sign, when both are numbers that differ. */
  readonly difference?: string;
}

/** The code of one side, without what only the whole record needs. */
export interface CodeState {
  readonly commit?: string;
  readonly subject?: string;
  readonly branch?: string;
  readonly basis: Basis;
  readonly source: string;
  /** The uncommitted patch, in the store. */
  readonly patch?: ObjectRef;
  readonly dirtyOutputs: number;
}

/** A source file that was not committed on one side or both. */
export interface UncommittedFile {
  readonly path: string;
  readonly on: Side | 'both';
  /** Of one on both sides: whether the same was not committed. Of patches that touch several files it cannot be told which of them differ. */
  readonly state: 'same' | 'changed' | 'unknown';
}

export interface RepositoryChange {
  readonly repository: string;
  readonly change: Presence;
  readonly from?: CodeState;
  readonly to?: CodeState;
  /** The commits alone. */
  readonly commit: 'same' | 'changed' | 'unknown';
  /** What was not committed: on neither side, the same on both, different, or not kept and so unknown. */
  readonly uncommitted: 'none' | 'same' | 'changed' | 'unknown';
  /** By path. */
  readonly uncommittedFiles: readonly UncommittedFile[];
  /** Paths of submodules whose commit differs or that are on one side only. */
  readonly submodules: readonly string[];
  /** Commits and files between the two, where Git could tell. */
  readonly between?: Omit<CodeChanges, 'repository'>;
}

export interface DataState {
  readonly digest: string;
  readonly strength: 'content' | 'listing' | 'claim';
  readonly basis: Basis;
  readonly source: string;
  readonly files?: number;
  /** Bytes. */
  readonly size?: number;
}

export interface DataFileChange {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed' | 'renamed';
  /** Its former path, when it was renamed. */
  readonly before?: string;
  /** Bytes. */
  readonly fromSize?: number;
  readonly toSize?: number;
}

/** Files of a data set: counts of all, and a list of those that differ, by path, cut at {@link DiffInput.most}. */
export interface ListingChange {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly renamed: number;
  readonly same: number;
  /** Same name and size, without a digest on both sides. */
  readonly unknown: number;
  readonly files: readonly DataFileChange[];
}

export interface DataChange {
  readonly name: string;
  /** Its former name, when it was renamed. */
  readonly before?: string;
  readonly change: Presence | 'renamed';
  readonly from?: DataState;
  readonly to?: DataState;
  /** How far the answer goes, where it is not the plain result of comparing contents: one sentence. */
  readonly note?: string;
  readonly listing?: ListingChange;
}

/** A value that either side may have. */
export interface ValueChange {
  readonly change: Presence;
  readonly from?: string;
  readonly to?: string;
}

export interface PackageChange {
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
  /** `changed`: other versions whose order cannot be told. */
  readonly change: 'added' | 'removed' | 'up' | 'down' | 'changed';
}

export interface EnvironmentChange {
  readonly python: ValueChange;
  readonly os: ValueChange;
  readonly cpu: ValueChange;
  /** Where the packages were read. */
  readonly source: ValueChange;
  /** The list of packages as a whole; it may be known to differ although it could not be read. */
  readonly packageList: Presence;
  /** Packages that differ, by name, cut at {@link DiffInput.most}. */
  readonly packages: readonly PackageChange[];
}

/** The command that made it and the models it was made from. */
export interface OriginChange {
  /** `argv` joined for reading. */
  readonly command: ValueChange;
  readonly bases: readonly { readonly reference: BaseModel['reference']; readonly change: Presence }[];
}

/** A fact of the model's header: architecture, parameters, data types. */
export interface FactChange extends ValueChange {
  readonly name: string;
}

export interface FileState {
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly media: string;
}

export interface FileChange {
  readonly path: string;
  /** Its former path, when it was renamed. */
  readonly before?: string;
  readonly change: 'same' | 'changed' | 'added' | 'removed' | 'renamed';
  readonly from?: FileState;
  readonly to?: FileState;
}

export interface TensorState {
  readonly file: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/**
 * `changed`: other values in the same type and shape. `reshaped` goes before `retyped` when both apply; both states tell
 * the rest.
 */
export type TensorKind = 'added' | 'removed' | 'renamed' | 'reshaped' | 'retyped' | 'changed';

export interface TensorChange {
  readonly name: string;
  /** Its former name, when it was renamed. */
  readonly before?: string;
  readonly change: TensorKind;
  readonly from?: TensorState;
  readonly to?: TensorState;
}

/** Tensors that belong together: a layer (`model.layers.3`), or what comes before the last part of the name. */
export interface TensorModule {
  readonly module: string;
  /** For layers: the name before the number and the number, so that a row of layers can be drawn. */
  readonly series?: string;
  readonly index?: number;
  readonly total: number;
  /** Tensors by kind of change, `same` too; kinds without tensors are absent. */
  readonly counts: { readonly [change: string]: number };
}

export interface TensorsChange {
  /** In natural order: layer 2 before layer 10. */
  readonly modules: readonly TensorModule[];
  /** Those that differ, in the order of the files; then what lies in another file, is renamed, new, gone. Cut at {@link DiffInput.most}. */
  readonly changes: readonly TensorChange[];
}

export interface EvaluationSide {
  readonly position: number;
  readonly author: string;
  /** Claimed time, ISO 8601. */
  readonly createdAt: string;
  readonly data: readonly string[];
  /** Older evaluations under the same name. */
  readonly older: number;
}

/** The newest evaluations under one name. */
export interface EvaluationChange {
  readonly name: string;
  readonly change: 'same' | 'changed' | 'added' | 'removed';
  readonly from?: EvaluationSide;
  readonly to?: EvaluationSide;
  /** Whether both were measured on the same data. When `different`, no metric is called better or worse. */
  readonly data: 'same' | 'different' | 'unknown';
  readonly metrics: readonly MetricChange[];
}

/** A doubt or a gap, on one side or both. */
export interface NoteChange {
  readonly kind: 'doubt' | 'missing';
  readonly code: string;
  readonly fact: string;
  readonly on: Side | 'both';
  /** The sentence of each side that has it. */
  readonly from?: string;
  readonly to?: string;
}
