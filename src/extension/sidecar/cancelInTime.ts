import { RegistryError } from '../../core/errors.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';

/** A call that is cancelled is over after this long, whatever the sidecar does (it answers within 50 ms when it can). */
const LATEST_MS = 90;

/** What `call` comes to, or `cancelled` 90 ms after the signal at the latest. */
export async function cancelInTime<R>(call: Promise<R>, signal: CancelSignal | undefined): Promise<R> {
  if (signal === undefined) return call;
  let timer: NodeJS.Timeout | undefined;
  const late = Promise.withResolvers<never>();
  const onAbort = (): void => {
    timer = setTimeout(() => late.reject(new RegistryError('cancelled', 'Cancelled.')), LATEST_MS);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([call, late.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
