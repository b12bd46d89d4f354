import { RegistryError } from '../../core/errors.ts';
import type { OperationRunner } from '../../core/operations/operations.ts';

/**
 * Which models' files in the workspace differ from their newest version, or were written since: known by `stat` alone,
 * asked in the background.
 */
export class ChangedModels {
  readonly #runner: OperationRunner;
  readonly #onChange: () => void;
  readonly #byProject = new Map<string, ReadonlySet<string>>();
  readonly #asking = new Map<string, AbortController>();

  constructor(runner: OperationRunner, onChange: () => void) {
    this.#runner = runner;
    this.#onChange = onChange;
  }

  has(cwd: string, model: string): boolean {
    return this.#byProject.get(cwd)?.has(model) ?? false;
  }

  /** How many models of the window differ. */
  get count(): number {
    return [...this.#byProject.values()].reduce((sum, models) => sum + models.size, 0);
  }

  /** Asks again; a question that is under way for the project is given up. */
  async refresh(cwd: string): Promise<void> {
    this.#asking.get(cwd)?.abort();
    const controller = new AbortController();
    this.#asking.set(cwd, controller);
    try {
      const { changed, unknown } = await this.#runner.run('status', { cwd }, { signal: controller.signal });
      const written = unknown.filter((entry) => entry.ref !== undefined);
      this.#set(cwd, new Set([...changed, ...written].map((entry) => entry.model)));
    } catch (error) {
      if (!RegistryError.is(error, 'cancelled')) this.#set(cwd, new Set()); // no mark rather than a wrong one
    } finally {
      if (this.#asking.get(cwd) === controller) this.#asking.delete(cwd);
    }
  }

  #set(cwd: string, models: ReadonlySet<string>): void {
    const before = this.#byProject.get(cwd) ?? new Set<string>();
    this.#byProject.set(cwd, models);
    if (before.size !== models.size || [...models].some((model) => !before.has(model))) this.#onChange();
  }
}
