import type { FileHandle } from 'node:fs/promises';

/**
 * Has the disk begin on a file while it is still being copied. The kernel reports a lost write once for each open file: a
 * later fsync of the same handle would not tell of it again, so an error here must be taken as that fsync's.
 */
export class Writeback {
  readonly #handle: FileHandle;
  #running: Promise<void> | undefined;
  #failure: { readonly cause: unknown } | undefined;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Starts another round, unless one is under way or has failed. */
  start(): void {
    if (this.#running !== undefined || this.#failure !== undefined) return;
    this.#running = this.#handle
      .datasync()
      .catch((cause: unknown) => void (this.#failure = { cause }))
      .finally(() => (this.#running = undefined));
  }

  /** Waits for the round that is under way. @throws what any round threw */
  async finish(): Promise<void> {
    await this.#running;
    if (this.#failure !== undefined) throw this.#failure.cause;
  }
}
