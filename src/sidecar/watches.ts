import { Throttle } from './throttle.ts';

/** Changes of one registry are told at most this often, so that a script of a hundred commits is no storm. */
const INTERVAL_MS = 100;

/** Starts to look at a project; disposed when nobody wants it any more. */
export type StartWatch = (cwd: string, onChange: () => void) => Promise<{ dispose(): void }>;

/** The projects whose changes the window wants to hear of. */
export class Watches {
  readonly #start: StartWatch;
  readonly #onChange: (root: string) => void;
  readonly #open = new Map<string, { readonly throttle: Throttle<string>; readonly watch: Promise<{ dispose(): void }> }>();

  constructor(start: StartWatch, onChange: (root: string) => void) {
    this.#start = start;
    this.#onChange = onChange;
  }

  /** Idempotent. @throws RegistryError when the project cannot be watched; it may be asked for again then */
  async add(cwd: string): Promise<void> {
    const known = this.#open.get(cwd);
    if (known !== undefined) {
      await known.watch;
      return;
    }
    const throttle = new Throttle<string>(INTERVAL_MS, this.#onChange);
    const watch = this.#start(cwd, () => throttle.offer(cwd));
    const entry = { throttle, watch };
    this.#open.set(cwd, entry);
    try {
      await watch;
    } catch (error) {
      throttle.dispose();
      if (this.#open.get(cwd) === entry) this.#open.delete(cwd);
      throw error;
    }
  }

  async remove(cwd: string): Promise<void> {
    const known = this.#open.get(cwd);
    if (known === undefined) return;
    this.#open.delete(cwd);
    known.throttle.dispose();
    await known.watch.then(
      (watch) => watch.dispose(),
      () => undefined,
    );
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((cwd) => this.remove(cwd)));
  }
}
