import type { CancelSignal } from '../../core/ports/runtime.ts';

/** A signal that fires with the caller's, and after `leftMs` milliseconds unless that is infinite. */
export function stopSignal(caller: CancelSignal | undefined, leftMs: number): { readonly signal: AbortSignal; abort(): void; dispose(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  caller?.addEventListener('abort', abort, { once: true });
  const timer = Number.isFinite(leftMs) ? setTimeout(abort, Math.max(0, leftMs)) : undefined;
  if (caller?.aborted === true) abort();
  return {
    signal: controller.signal,
    abort,
    dispose: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', abort);
    },
  };
}
