const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** A sidecar that has lived this long is well: the next death begins from the shortest delay again. */
export const WELL_AFTER_MS = 60_000;

/** Milliseconds to wait after the `failures`-th end in a row (from 1): 0.5 s, 1, 2, 4 … 30 s. */
export function restartDelay(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
}
