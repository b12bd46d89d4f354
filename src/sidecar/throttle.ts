/**
 * Hands values on at most once per `intervalMs`: the first at once, of those that follow the newest when its time has
 * come. Nothing is handed on after `dispose`.
 */
export class Throttle<T> {
  readonly #intervalMs: number;
  readonly #handOn: (value: T) => void;
  #last = Number.NEGATIVE_INFINITY;
  #waiting: { readonly value: T } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(intervalMs: number, handOn: (value: T) => void) {
    this.#intervalMs = intervalMs;
    this.#handOn = handOn;
  }

  offer(value: T): void {
    if (this.#disposed) return;
    this.#waiting = { value };
    const wait = this.#last + this.#intervalMs - performance.now();
    if (wait <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Hands on what waits, if anything. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = this.#waiting;
    if (waiting === undefined || this.#disposed) return;
    this.#waiting = undefined;
    this.#last = performance.now();
    this.#handOn(waiting.value);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#waiting = undefined;
  }
}
