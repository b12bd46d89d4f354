import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until there is an answer; after a minute it fails with what it waited for, which may tell how it stands then. */
export async function until<T>(what: string | (() => string), ask: () => Promise<T | undefined>, pause = 100): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`waited a minute for ${typeof what === 'string' ? what : what()}`);
    await sleep(pause);
  }
}
