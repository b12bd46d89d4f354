import type { OperationRunner } from '../../core/operations/operations.ts';
import { newsMessage, type NewsMessage } from './newsMessage.ts';

/** What people want to be told of: `mine` is what waits for them, what became of their requests, and models that they watch. */
export type NewsSetting = 'all' | 'mine' | 'off';

/** Where it is remembered up to which position of a registry's ledger was told; undefined: nothing yet. All windows share it. */
export interface NewsMemory {
  get(registry: string): Promise<number | undefined>;
  update(registry: string, position: number): Promise<void>;
}

/** What the watch works with. */
export interface NewsParts {
  readonly runner: OperationRunner;
  readonly memory: NewsMemory;
  setting(): NewsSetting;
  /** Whether a person looks at this window. Of several windows on one registry only that one tells. */
  isLookedAt(): boolean;
  /** Shows a message about the project at `cwd`. */
  tell(cwd: string, message: NewsMessage): void;
}

/** A project as the watch needs it. */
export interface NewsProject {
  readonly cwd: string;
  /** Id of its registry. */
  readonly registry: string;
}

/** Tells what is new to the person, each event once, also over reloads; nothing of what was there at the first look. */
export class NewsWatch {
  readonly #parts: NewsParts;
  readonly #looking = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();

  constructor(parts: NewsParts) {
    this.#parts = parts;
  }

  /** Looks whether something has happened. While a look is under way, one more is enough for all that ask. */
  async look(project: NewsProject): Promise<void> {
    const { registry } = project;
    const running = this.#looking.get(registry);
    if (running !== undefined) {
      this.#again.add(registry);
      return running;
    }
    const look = this.#untilQuiet(project).finally(() => this.#looking.delete(registry));
    this.#looking.set(registry, look);
    return look;
  }

  async #untilQuiet(project: NewsProject): Promise<void> {
    do {
      this.#again.delete(project.registry);
      await this.#lookOnce(project);
    } while (this.#again.has(project.registry));
  }

  async #lookOnce({ cwd, registry }: NewsProject): Promise<void> {
    const { runner, memory } = this.#parts;
    const [since, setting] = [await memory.get(registry), this.#parts.setting()];
    if (since !== undefined && !this.#parts.isLookedAt()) return; // told once somebody looks, unless another window has told it
    const { position, news } = await runner.run('listNews', { cwd, ...(since === undefined || setting === 'off' ? {} : { since, all: setting === 'all' }) });
    if (position !== since) await memory.update(registry, position);
    const message = newsMessage(news);
    if (message !== undefined) this.#parts.tell(cwd, message);
  }
}
