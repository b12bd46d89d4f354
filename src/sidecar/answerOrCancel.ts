import { RegistryError } from '../core/errors.ts';

/** What became of work that went on after its caller had been told that it is cancelled. */
export type LateOutcome = { readonly state: 'done' } | { readonly state: 'stopped'; readonly error: unknown };

/**
 * Runs work that a signal cancels and answers in time even when the work is slow to stop: what it comes to within
 * `graceMs` of the abort is the answer, since it is the truth (a commit may have been past its point of no return);
 * after that the answer is `cancelled`, and `onLate` hears of the end.
 * @throws RegistryError cancelled, and what the work throws
 */
export async function answerOrCancel<R>(
  work: (signal: AbortSignal) => Promise<R>,
  options: { readonly signal: AbortSignal; readonly graceMs: number; onLate(outcome: LateOutcome): void },
): Promise<R> {
  const { signal } = options;
  if (signal.aborted) throw cancelled();
  const running = work(signal);
  const abandoned = afterAbort(signal, options.graceMs);
  try {
    const first = await Promise.race([running, abandoned.promise]);
    if (first !== ABANDONED) return first;
  } catch (error) {
    if (signal.aborted && !RegistryError.is(error)) throw cancelled(error);
    throw error;
  } finally {
    abandoned.dispose();
  }
  running.then(
    () => options.onLate({ state: 'done' }),
    (error: unknown) => options.onLate({ state: 'stopped', error }),
  );
  throw cancelled();
}

const ABANDONED = Symbol('abandoned');

function afterAbort(signal: AbortSignal, ms: number): { readonly promise: Promise<typeof ABANDONED>; dispose(): void } {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => undefined;
  const promise = new Promise<typeof ABANDONED>((resolve) => {
    onAbort = () => {
      timer = setTimeout(() => resolve(ABANDONED), ms);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  return {
    promise,
    dispose: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

function cancelled(cause?: unknown): RegistryError {
  return new RegistryError('cancelled', 'Cancelled.', cause === undefined ? {} : { cause });
}
