import { setImmediate } from 'node:timers/promises';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { throwIfCancelled } from './cancellation.ts';

const TURN_MS = 8;

/** Gives the event loop a turn every few milliseconds of a long run of small steps. */
export class EventLoopTurn {
  #since = performance.now();

  /** @throws RegistryError cancelled */
  async breathe(signal: CancelSignal | undefined): Promise<void> {
    if (performance.now() - this.#since < TURN_MS) return;
    await setImmediate();
    throwIfCancelled(signal);
    this.#since = performance.now();
  }
}
