import type { FormatFacts } from '../../core/model/formatFacts.ts';
import { trust } from './headerDoubt.ts';

/** Number of elements of a shape; gives up when it cannot be counted exactly. */
export function elementCount(shape: readonly number[]): number {
  let count = 1;
  for (const size of shape) {
    trust(Number.isSafeInteger(size) && size >= 0, 'a dimension is not a count');
    count *= size;
    // An empty dimension must not hide an absurd one before it.
    trust(Number.isSafeInteger(count), 'too many elements');
  }
  return count;
}

/** Adds up parameters per data type. */
export class DtypeCounts {
  readonly #counts = new Map<string, number>();

  add(dtype: string, parameters: number): void {
    this.#counts.set(dtype, (this.#counts.get(dtype) ?? 0) + parameters);
  }

  /** The counts as facts, most frequent first; without `parameters` when nothing was counted. */
  facts(): Pick<FormatFacts, 'dtypes' | 'parameters'> {
    const dtypes = [...this.#counts].map(([dtype, parameters]) => ({ dtype, parameters }));
    dtypes.sort((a, b) => b.parameters - a.parameters || (a.dtype < b.dtype ? -1 : 1));
    const parameters = dtypes.reduce((sum, entry) => sum + entry.parameters, 0);
    trust(Number.isSafeInteger(parameters), 'too many parameters');
    return dtypes.length === 0 ? { dtypes } : { dtypes, parameters };
  }
}
