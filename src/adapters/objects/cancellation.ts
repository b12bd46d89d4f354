import { RegistryError } from '../../core/errors.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';

/** @throws RegistryError cancelled */
export function throwIfCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

export function cancelled(): RegistryError {
  return new RegistryError('cancelled', 'Cancelled.');
}

/**
 * Waits for `work`, but no longer than until `signal` is aborted; `work` then goes on by itself and its outcome is lost.
 * @throws RegistryError cancelled
 */
export async function untilCancelled<T>(signal: CancelSignal | undefined, work: Promise<T>, onCancel?: () => void): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => {
      onCancel?.();
      reject(cancelled());
    };
    const done = (): void => signal.removeEventListener('abort', abort);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    void work.then(resolve, reject).finally(done);
  });
}
