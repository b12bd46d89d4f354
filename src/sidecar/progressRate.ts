import type { ByteProgress } from '../core/ports/objectStore.ts';

/** The rate is of the bytes of this many milliseconds. */
const WINDOW_MS = 3000;

/** Bytes per second of one job, over the last 3 seconds of the phase that it is in. */
export class ProgressRate {
  #phase: ByteProgress['phase'] | undefined;
  #samples: { readonly at: number; readonly bytes: number }[] = [];

  /** Takes what a job says at `now` (milliseconds) and answers bytes per second, a whole number; 0 until two samples tell. */
  after(progress: ByteProgress, now: number): number {
    const newest = this.#samples.at(-1);
    if (progress.phase !== this.#phase || (newest !== undefined && progress.bytes < newest.bytes)) this.#samples = [];
    this.#phase = progress.phase;
    this.#samples.push({ at: now, bytes: progress.bytes });
    while (this.#samples.length > 2 && (this.#samples[0]?.at ?? now) < now - WINDOW_MS) this.#samples.shift();
    const oldest = this.#samples[0];
    if (oldest === undefined || oldest.at >= now) return 0;
    return Math.round(((progress.bytes - oldest.bytes) * 1000) / (now - oldest.at));
  }
}
