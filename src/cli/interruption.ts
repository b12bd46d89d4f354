type Signal = 'SIGINT' | 'SIGTERM';
const SIGNALS: readonly Signal[] = ['SIGINT', 'SIGTERM'];

/** The part of a process that signals come from. */
export interface SignalSource {
  on(signal: Signal, listener: () => void): unknown;
  off(signal: Signal, listener: () => void): unknown;
  kill(pid: number, signal: Signal): unknown;
  readonly pid: number;
}

/** Ctrl-C as an AbortSignal. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Leaves signals to `work`, for as long as it runs. */
  readonly suspendedWhile: <T>(work: () => Promise<T>) => Promise<T>;
  readonly dispose: () => void;
}

/** The first Ctrl-C (or SIGTERM) aborts; the second one ends the process as if nobody listened. */
export function interruption(source: SignalSource): Interruption {
  const controller = new AbortController();
  let suspended = 0;
  const listeners = SIGNALS.map((signal) => ({
    signal,
    listener: () => {
      if (suspended > 0) return;
      if (!controller.signal.aborted) return controller.abort();
      dispose();
      source.kill(source.pid, signal);
    },
  }));
  const dispose = (): void => {
    for (const { signal, listener } of listeners) source.off(signal, listener);
  };
  for (const { signal, listener } of listeners) source.on(signal, listener);
  return {
    signal: controller.signal,
    suspendedWhile: async (work) => {
      suspended++;
      try {
        return await work();
      } finally {
        suspended--;
      }
    },
    dispose,
  };
}
