import type { ByteProgress } from '../core/ports/objectStore.ts';
import { progressText } from './render/progressText.ts';
import type { Output } from './terminal.ts';

/** Nothing moves for what is done at once. */
const QUIET_MS = 150;
const REDRAW_MS = 80;

/** Progress drawn over itself on one line of a terminal; silent anywhere else. */
export class ProgressBar {
  readonly #output: Output;
  readonly #began: number;
  #phase: ByteProgress['phase'] | undefined;
  #phaseBegan = 0;
  #phaseBytes = 0;
  #drawnAt = 0;
  #drawn: string | undefined;
  #last: ByteProgress | undefined;

  constructor(output: Output) {
    this.#output = output;
    this.#began = output.facts().now;
  }

  update(progress: ByteProgress): void {
    if (!this.#output.tty) return;
    if (progress.phase === 'ledger') return this.finish(true); // over in a moment; what stays to be seen is the bytes
    const { now } = this.#output.facts();
    if (progress.phase !== this.#phase) this.#enterPhase(progress, now);
    this.#last = progress;
    if (now - this.#began < QUIET_MS || now - this.#drawnAt < REDRAW_MS) return;
    this.#draw(progress, now);
  }

  /** Ends the line: its last state stays when the work was done, and goes when it was not. */
  finish(done: boolean): void {
    if (this.#drawn === undefined) return;
    if (done && this.#last !== undefined) this.#draw(this.#last, this.#output.facts().now);
    this.#output.write(done ? '\n' : '\r\x1b[K');
    this.#drawn = undefined;
  }

  #enterPhase(progress: ByteProgress, now: number): void {
    this.finish(true);
    this.#phase = progress.phase;
    this.#phaseBegan = now;
    this.#phaseBytes = progress.bytes;
  }

  #draw(progress: ByteProgress, now: number): void {
    const seconds = (now - this.#phaseBegan) / 1000;
    const bytes = progress.bytes - this.#phaseBytes;
    const rate = seconds > 0.2 && bytes > 0 ? bytes / seconds : undefined;
    this.#drawn = progressText(progress, rate, this.#output.facts());
    this.#drawnAt = now;
    this.#output.write(`\r${this.#drawn}\x1b[K`);
  }
}
