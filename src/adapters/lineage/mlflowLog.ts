import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/text/canonicalJson.ts';
import { compareText } from './compareText.ts';
import { MAX_VALUES, type FlatValue, type FlatValues } from './flattenValues.ts';

/** What a run of MLflow logged. */
export interface MlflowLog {
  /** Absolute: the run's folder, or the database that keeps it. */
  readonly place: string;
  readonly params: MlflowValues;
  /** The last value of each. */
  readonly metrics: MlflowValues;
  /** Commit that MLflow noted when the run began. */
  readonly commit?: string;
}

/** Params or metrics of a run. */
export interface MlflowValues {
  /** Where they are in `place`, for the record. */
  readonly key: string;
  readonly flat: FlatValues;
  /** SHA-256 (hex) of the canonical JSON `[{name, value}]`: there is no single file to digest. */
  readonly sha256: string;
}

const MAX_NAME = 1024;
const MAX_VALUE = 4096;

/** Sorts what was read, and tells what a record cannot hold. */
export function mlflowValues(key: string, read: readonly FlatValue[]): MlflowValues {
  const fits = ({ name, value }: FlatValue): boolean => name.length <= MAX_NAME && value.length <= MAX_VALUE;
  const sorted = read.filter(fits).sort((left, right) => compareText(left.name, right.name));
  const tooLong = read.filter((value) => !fits(value)).slice(0, 20);
  const values = sorted.slice(0, MAX_VALUES);
  const list = canonicalJson(values.map(({ name, value }) => ({ name, value })));
  return {
    key,
    flat: { values, tooLong: tooLong.map(({ name }) => name.slice(0, 100)), cut: sorted.length > values.length },
    sha256: createHash('sha256').update(list).digest('hex'),
  };
}
