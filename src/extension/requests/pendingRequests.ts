import type { OperationRunner } from '../../core/operations/operations.ts';
import type { RequestSummary } from '../../core/operations/stageOperations.ts';

/** An open request of one project of the window. */
export interface PendingRequest {
  readonly cwd: string;
  readonly request: RequestSummary;
}

/** The open requests of the window's projects, as they were asked for last. */
export class PendingRequests {
  readonly #runner: OperationRunner;
  readonly #onCount: (waiting: number) => void;
  readonly #byProject = new Map<string, readonly RequestSummary[]>();

  /** `onCount`: called with how many wait for the person, whenever they were asked for. */
  constructor(runner: OperationRunner, onCount: (waiting: number) => void) {
    this.#runner = runner;
    this.#onCount = onCount;
  }

  /** Asks for those of these projects, all that the window has. @throws RegistryError */
  async ask(projects: readonly { readonly cwd: string }[]): Promise<readonly PendingRequest[]> {
    const found = await Promise.all(projects.map(async ({ cwd }) => [cwd, (await this.#runner.run('listRequests', { cwd })).requests] as const));
    this.#byProject.clear();
    for (const [cwd, requests] of found) this.#byProject.set(cwd, requests);
    this.#onCount(this.all.filter(({ request }) => request.waiting).length);
    return this.all;
  }

  /** Those that wait for the person first, then the oldest. */
  get all(): readonly PendingRequest[] {
    const pending = [...this.#byProject].flatMap(([cwd, requests]) => requests.map((request) => ({ cwd, request })));
    return pending.toSorted((a, b) => Number(b.request.waiting) - Number(a.request.waiting) || (a.request.createdAt < b.request.createdAt ? -1 : 1));
  }
}
