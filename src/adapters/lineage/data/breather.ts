import { RegistryError } from '../../../core/errors.ts';
import type { CancelSignal } from '../../../core/ports/runtime.ts';

/** Longest stretch of synchronous work, milliseconds. */
const STRETCH_MS = 8;

/**
 * Lets long synchronous work give way: `if (breather.due()) await breather.rest()`. Synchronous calls with rests between
 * them are many times faster here than one promise for each file, and block no longer.
 */
export class Breather {
  readonly #signal: CancelSignal | undefined;
  #since = performance.now();

  constructor(signal?: CancelSignal) {
    this.#signal = signal;
  }

  /** True when the event loop should have its turn. */
  due(): boolean {
    return performance.now() - this.#since > STRETCH_MS;
  }

  /**
   * Gives the event loop a turn.
   * @throws RegistryError cancelled
   */
  async rest(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#signal?.aborted === true) throw new RegistryError('cancelled', 'The commit was cancelled.');
    this.#since = performance.now();
  }
}
