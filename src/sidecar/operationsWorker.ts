import { parentPort, workerData } from 'node:worker_threads';
import { RegistryError } from '../core/errors.ts';
import { createOperations, type OperationsHost } from '../registry/createOperations.ts';
import type { WorkerAnswer, WorkerCall, WorkerStart, WorkerWord } from './operationsInWorker.ts';

const port = parentPort;
if (port !== null) serve(port, workerData as WorkerStart);

/** Runs operations for the thread that answers the window, so that no collector and no parser ever holds up an answer. */
function serve(to: NonNullable<typeof parentPort>, start: WorkerStart): void {
  const host = createOperations({ programFolder: start.programFolder, env: process.env, ledger: 'worker', sending: 'background' });
  const running = new Map<number, AbortController>();
  const watches = new Map<number, { dispose(): void }>();
  const post = (answer: WorkerAnswer): void => to.postMessage(answer);
  to.on('message', (request: WorkerCall | WorkerWord) => {
    if (request.kind === 'cancel') running.get(request.id)?.abort();
    else if (request.kind === 'unwatch') watches.get(request.id)?.dispose();
    else void answer(request);
  });

  async function answer(request: WorkerCall): Promise<void> {
    const { id } = request;
    try {
      post({ kind: 'result', id, result: await act(host, request) });
    } catch (error) {
      const known = error instanceof RegistryError ? error : new RegistryError('internal', error instanceof Error ? error.message : String(error), { cause: error });
      post({ kind: 'error', id, error: known.toJSON(), ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}) });
    } finally {
      running.delete(id);
    }
    if (request.kind === 'dispose') to.close();
  }

  async function act(operations: OperationsHost, request: WorkerCall): Promise<unknown> {
    const { id } = request;
    if (request.kind === 'dispose') return operations.dispose();
    if (request.kind === 'watch') return void watches.set(id, await operations.watch(request.cwd, () => post({ kind: 'changed', id })));
    const controller = new AbortController();
    running.set(id, controller);
    return operations.run(request.name, request.params as never, { signal: controller.signal, onProgress: (progress) => post({ kind: 'progress', id, progress }) });
  }
}
