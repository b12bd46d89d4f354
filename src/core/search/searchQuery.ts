/** A query as it was read: plain data. */
export interface SearchQuery {
  /** Absent: every version. */
  readonly where?: Condition;
  readonly order: readonly OrderKey[];
}

export type Condition = { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] } | { readonly not: Condition } | Comparison;

/**
 * One comparison. It holds when a value of the field meets the test. `negated` (`!=`, `not in`, `not like`): when the
 * field has a value and none meets it; of the test `present`: when it has none.
 */
export interface Comparison {
  readonly field: Field;
  readonly test: Test;
  readonly negated: boolean;
}

/** Fields that hold text; a version may have several values of each, or none. */
export type TextKind = 'tag' | 'stage' | 'alias' | 'branch' | 'author' | 'message' | 'model' | 'code' | 'data' | 'format' | 'run';

/** What a comparison looks at. */
export type Field = { readonly kind: 'metric' | 'param' | 'label'; readonly name: string } | { readonly kind: TextKind | 'time' | 'size' | 'number' | 'deprecated' };

export type Test =
  | { readonly is: 'present' }
  /** One of these texts exactly, or of these numbers. A model's name without regard to case. */
  | { readonly is: 'oneOf'; readonly texts: readonly string[]; readonly numbers: readonly number[] }
  /** Begins with one of these: commits and digests. */
  | { readonly is: 'prefix'; readonly texts: readonly string[] }
  /** SQL's pattern: `%` any characters, `_` one. */
  | { readonly is: 'like'; readonly pattern: string; readonly anyCase: boolean }
  | { readonly is: 'order'; readonly operator: '<' | '<=' | '>' | '>='; readonly number: number }
  | { readonly is: 'nan' }
  /** Claimed time from the first (ISO 8601, included) up to the second; open where absent. */
  | { readonly is: 'during'; readonly from?: string; readonly before?: string };

/** Versions without a value come last either way. */
export interface OrderKey {
  readonly field: OrderField;
  readonly descending: boolean;
}

export type OrderField = Extract<Field, { readonly name: string }> | { readonly kind: ColumnKind };

/** Fields of which every version has exactly one value. */
export type ColumnKind = 'time' | 'size' | 'number' | 'model' | 'author' | 'branch' | 'message';

/** Bounds of a query: what is beyond is refused before it is read further. */
export const MAX_QUERY = { characters: 16_384, depth: 64, comparisons: 128, listed: 1_000, keys: 8 } as const;
