import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RegistryError, type ErrorJson } from '../core/errors.ts';
import type { OperationName } from '../core/operations/operations.ts';
import type { ByteProgress } from '../core/ports/objectStore.ts';
import type { OperationsHost } from '../registry/createOperations.ts';

/** What the worker is started with. */
export interface WorkerStart {
  readonly programFolder: string;
}

/** A question to the worker; `id` names the call or the watch for ever. */
export type WorkerCall =
  | { readonly kind: 'run'; readonly id: number; readonly name: OperationName; readonly params: unknown }
  | { readonly kind: 'watch'; readonly id: number; readonly cwd: string }
  | { readonly kind: 'dispose'; readonly id: number };

/** A word to the worker that is not answered. */
export type WorkerWord = { readonly kind: 'cancel'; readonly id: number } | { readonly kind: 'unwatch'; readonly id: number };

/** What the worker posts back. */
export type WorkerAnswer =
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: ErrorJson; readonly stack?: string }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: ByteProgress }
  | { readonly kind: 'changed'; readonly id: number };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  onProgress?(progress: ByteProgress): void;
}

/**
 * The operations in a worker thread. Reading lineage parses files and starts Git, which holds a thread up for tens of
 * milliseconds; the thread that talks to the window only passes messages. The worker's death is an error for whatever runs, and
 * ends the process: a sidecar without operations is of no use, and the window starts another.
 */
export function operationsInWorker(programFolder: string): OperationsHost {
  const worker = new Worker(join(programFolder, 'operationsWorker.js'), { workerData: { programFolder } satisfies WorkerStart });
  const waiting = new Map<number, Waiting>();
  const watches = new Map<number, () => void>();
  let next = 0;

  worker.on('message', (answer: WorkerAnswer) => {
    if (answer.kind === 'changed') return watches.get(answer.id)?.();
    const one = waiting.get(answer.id);
    if (answer.kind === 'progress') return one?.onProgress?.(answer.progress);
    waiting.delete(answer.id);
    if (answer.kind === 'result') return one?.resolve(answer.result);
    const error = RegistryError.fromJSON(answer.error);
    if (answer.stack !== undefined) error.stack = answer.stack;
    one?.reject(error);
  });

  const ask = (request: WorkerCall, onProgress?: (progress: ByteProgress) => void): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(request.id, { resolve, reject, ...(onProgress === undefined ? {} : { onProgress }) });
      worker.postMessage(request);
    });

  return {
    run: (name, params, { signal, onProgress } = {}) => {
      const id = next++;
      const cancel = (): void => worker.postMessage({ kind: 'cancel', id } satisfies WorkerWord);
      const answer = ask({ kind: 'run', id, name, params }, onProgress);
      if (signal?.aborted === true) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      return answer.finally(() => signal?.removeEventListener('abort', cancel)) as never;
    },
    watch: async (cwd, onChange) => {
      const id = next++;
      watches.set(id, onChange);
      await ask({ kind: 'watch', id, cwd });
      return {
        dispose: () => {
          watches.delete(id);
          worker.postMessage({ kind: 'unwatch', id } satisfies WorkerWord);
        },
      };
    },
    dispose: async () => void (await ask({ kind: 'dispose', id: next++ })),
  };
}
