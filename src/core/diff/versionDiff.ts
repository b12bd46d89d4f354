import type { DataChange, EnvironmentChange, EvaluationChange, FactChange, FileChange, MetricChange, NoteChange, OriginChange, ParamChange, RepositoryChange, Side, TensorsChange } from './sectionChanges.ts';

/** Something that is not known on a side, so that its silence is not taken for sameness. */
export interface Unknown {
  readonly side: Side;
  /** Code of the gap in the record (`environment.none`), or `notRead` when the store could not give what the record names. */
  readonly code: string;
  /** One sentence. */
  readonly message: string;
}

/**
 * How a section stands. `unknown`: no difference is known, but not everything could be compared; `none`: neither side has
 * anything of the kind.
 */
export type SectionState = 'same' | 'changed' | 'unknown' | 'none';

export interface SectionSummary {
  readonly state: SectionState;
  /** Entries on either side, same ones too. */
  readonly total: number;
  /** Entries that are known to differ. */
  readonly differs: number;
  /** Entries by their kind of change, e.g. `{ changed: 1, same: 7 }`; kinds without entries are absent. */
  readonly counts: { readonly [change: string]: number };
  readonly unknown: readonly Unknown[];
}

/** A section while it is made: what it lists and what it says in short. */
export interface Compared<T> {
  readonly entries: T;
  readonly summary: SectionSummary;
}

export const SECTIONS = ['metrics', 'params', 'code', 'data', 'environment', 'origin', 'files', 'facts', 'tensors', 'evaluations', 'doubts'] as const;
export type Section = (typeof SECTIONS)[number];

/** Texts for people, without markup; they hold names that others typed and must be made inert where they are shown. */
export interface Headline {
  /** Names of metrics, the model's own first. */
  readonly better: readonly string[];
  readonly worse: readonly string[];
  /** What got better, what got worse, what can only be told as changed; one to three sentences. */
  readonly sentences: readonly string[];
  /** The most likely reason, only where everything that could be one is known and little of it changed. */
  readonly why?: string;
  /** Why no reason is named although metrics differ. */
  readonly whyNot?: string;
}

export interface ComparedSide {
  readonly ref: string;
  readonly model: string;
  /** Absent for the workspace. */
  readonly id?: string;
  readonly number?: number;
  readonly branch: string;
  readonly labels: readonly string[];
  readonly message: string;
  readonly author: string;
  /** Claimed time, ISO 8601. */
  readonly createdAt: string;
  readonly files: number;
  /** Bytes. */
  readonly size: number;
}

/** Everything in which two versions differ, agree, or cannot be compared. Plain JSON. */
export interface VersionDiff {
  readonly from: ComparedSide;
  readonly to: ComparedSide;
  readonly headline: Headline;
  readonly summary: { readonly [section in Section]: SectionSummary };
  /** The model's own first, then by name; same ones too. */
  readonly metrics: readonly MetricChange[];
  /** By name; same ones too. */
  readonly params: readonly ParamChange[];
  readonly code: readonly RepositoryChange[];
  readonly data: readonly DataChange[];
  readonly environment: EnvironmentChange;
  readonly origin: OriginChange;
  /** By path; same ones too. */
  readonly files: readonly FileChange[];
  readonly facts: readonly FactChange[];
  readonly tensors: TensorsChange;
  readonly evaluations: readonly EvaluationChange[];
  readonly doubts: readonly NoteChange[];
}
