/** Which side of a copy failed: what is read, or the store that is written. */
export type Side = 'source' | 'store';

/** An error of the file system as it crosses from a worker: what is needed to say what happened. */
export interface Failure {
  readonly side: Side;
  /** `ENOSPC`, `EIO`, … or `UNKNOWN`. */
  readonly code: string;
  readonly message: string;
  /** Which of several files, where there are several. */
  readonly index?: number;
}

/** An error of the file system together with the side on which it happened. */
export class SidedError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Runs `work`; what it throws becomes a {@link SidedError} of `side`. */
export function sided<T>(side: Side, work: () => T, index?: number): T {
  try {
    return work();
  } catch (error) {
    throw asSided(side, error, index);
  }
}

/** `error` as a {@link SidedError}; one that is sided already stays as it is. */
export function asSided(side: Side, error: unknown, index?: number): SidedError {
  if (error instanceof SidedError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new SidedError({ side, code: code ?? 'UNKNOWN', message: String(message), ...(index === undefined ? {} : { index }) });
}
