import type { CaptureContext } from '../../core/ports/collector.ts';
import type { Basis, Doubt, Missing } from '../../core/model/lineage.ts';
import type { FlatValue, FlatValues } from './flattenValues.ts';

/** Which of the two kinds of values is wanted. */
export type ValueKind = 'params' | 'metrics';

/** What one file (or run folder) contributes to params or metrics. */
export interface ValuePart {
  /** Name for the record: relative to the workspace, or bare. */
  readonly path: string;
  /** Absolute place when it lies outside the workspace. */
  readonly place?: string;
  readonly basis: Basis;
  readonly key?: string;
  readonly sha256: string;
  readonly flat: FlatValues;
  /** Canonical JSON of a training history. */
  readonly history?: Uint8Array;
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
}

/** Parts that were taken, strongest first, and what is to be said of the rest. */
export interface ValueParts {
  readonly parts: readonly ValuePart[];
  readonly doubts: readonly Doubt[];
  readonly missing: readonly Missing[];
}

/** File times of the kernel lag behind the clock by a tick. */
export const CLOCK_TICK_MS = 20;

/**
 * True when `modelkeep run` watched this file. Metrics: written since the command started. Params: there before it
 * started and untouched until it ended, so that whatever the command read in that file is what stands there now. Params
 * that changed meanwhile may be those of the next training, edited while this one ran.
 */
export function watchedByRun(context: CaptureContext, kind: ValueKind, file: { readonly mtimeMs: number; readonly changedMs: number }): boolean {
  if (context.run === undefined) return false;
  const { startedAt } = context.run;
  return kind === 'params' ? file.changedMs < startedAt + CLOCK_TICK_MS : file.mtimeMs >= startedAt - CLOCK_TICK_MS;
}

/** A number as a metric may hold it: decimal, `NaN` or `Infinity`; undefined for what is no number. */
export function metricText(value: FlatValue): string | undefined {
  if (value.type !== 'int' && value.type !== 'float') return undefined;
  const base = /^0[xob]/i.test(value.value);
  return base ? BigInt(value.value).toString() : value.value;
}
