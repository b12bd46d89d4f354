import { setTimeout as sleep } from 'node:timers/promises';

/** How long the effect of a gesture may take before the gesture counts as lost, in ms. */
const PATIENCE_MS = 8_000;
/** How long it is repeated, in ms. */
const LIMIT_MS = 60_000;

/**
 * Does something and waits for its effect; does it again when there is none, as a person would: a click on a row that is drawn
 * anew at that moment is lost. `act` may throw when what it acts on is not there yet. `patience` is in ms.
 */
export async function repeatUntil(what: string, act: () => Promise<void>, seen: () => Promise<boolean>, patience = PATIENCE_MS): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  let last: unknown;
  while (Date.now() < end) {
    if (await act().then(() => true, (error: unknown) => ((last = error), false))) {
      for (const late = Date.now() + patience; Date.now() < late; await sleep(50)) if (await seen()) return;
    } else {
      if (await seen()) return;
      await sleep(100);
    }
  }
  throw new Error(`tried for a minute: ${what}`, { cause: last });
}
