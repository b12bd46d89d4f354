import type { CancelSignal } from '../../core/ports/runtime.ts';
import { throwIfCancelled, untilCancelled } from './cancellation.ts';

/** Lets one at a time through. Who is cancelled leaves at once; what was begun still ends before the next begins. */
export class Turnstile {
  #last: Promise<unknown> = Promise.resolve();

  /** @throws RegistryError cancelled, as soon as `signal` says so */
  run<T>(signal: CancelSignal | undefined, work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      throwIfCancelled(signal);
      return work();
    });
    this.#last = turn.catch(() => undefined);
    return untilCancelled(signal, turn);
  }

  /** Resolves when nobody is inside or waiting. */
  async idle(): Promise<void> {
    for (let last; last !== this.#last; ) {
      last = this.#last;
      await last;
    }
  }
}
