import { RegistryError } from '../core/errors.ts';
import type { OperationName, OperationParams, OperationResult, OperationRunner } from '../core/operations/operations.ts';
import type { ByteProgress } from '../core/ports/objectStore.ts';
import type { JobProgress } from '../rpc/methods.ts';
import { answerOrCancel } from './answerOrCancel.ts';
import { ProgressRate } from './progressRate.ts';
import type { SidecarLog } from './sidecarLog.ts';
import { Throttle } from './throttle.ts';

/** Time that cancelled work has to come to its own end before `cancelled` is answered. */
const GRACE_MS = 50;
const PROGRESS_INTERVAL_MS = 100;

/** One call of an operation. */
export interface Job<N extends OperationName> {
  readonly id: number;
  readonly name: N;
  readonly params: OperationParams<N>;
  readonly signal: AbortSignal;
}

/** What jobs need of their surroundings. */
export interface JobSurroundings {
  readonly runner: OperationRunner;
  readonly log: SidecarLog;
  onProgress(job: number, progress: JobProgress): void;
}

/** The operations under way: each with its progress, its signal and a bounded time to obey it. */
export class Jobs {
  readonly #around: JobSurroundings;
  readonly #running = new Map<number, AbortController>();

  constructor(around: JobSurroundings) {
    this.#around = around;
  }

  /** @throws RegistryError as the operation does; cancelled within 50 ms of the signal or of {@link cancelAll} */
  async run<N extends OperationName>(job: Job<N>): Promise<OperationResult<N>> {
    if (this.#running.has(job.id)) throw new RegistryError('usage.invalid', `Job ${job.id} is under way already.`);
    const own = new AbortController();
    this.#running.set(job.id, own);
    const rate = new ProgressRate();
    const progress = new Throttle<ByteProgress>(PROGRESS_INTERVAL_MS, (said) => {
      this.#around.onProgress(job.id, { ...said, rate: rate.after(said, performance.now()) });
    });
    const begun = performance.now();
    try {
      return await answerOrCancel((signal) => this.#around.runner.run(job.name, job.params, { signal, onProgress: (said) => progress.offer(said) }), {
        signal: AbortSignal.any([job.signal, own.signal]),
        graceMs: GRACE_MS,
        onLate: (outcome) => {
          const end = outcome.state === 'done' ? 'was past its point of no return and is done' : 'has stopped';
          this.#around.log.write(outcome.state === 'done' ? 'warn' : 'debug', `${job.name} (job ${job.id}) was cancelled and ${end}.`);
        },
      });
    } finally {
      if (!job.signal.aborted && !own.signal.aborted) progress.flush();
      progress.dispose();
      this.#running.delete(job.id);
      this.#around.log.write('debug', `${job.name} (job ${job.id}): ${Math.round(performance.now() - begun)} ms`);
    }
  }

  /** Tells all work to stop. */
  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }
}
