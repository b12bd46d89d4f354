/** A way to hear of something; the answer ends it. */
export type Subscribe<T> = (listener: (value: T) => void) => { dispose(): void };

/** An event with any number of listeners, of the shape of the editor's own. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Subscribe<T> = (listener) => {
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of Array.from(this.#listeners)) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
