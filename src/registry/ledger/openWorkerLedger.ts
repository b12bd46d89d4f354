import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RegistryError } from '../../core/errors.ts';
import type { WorkerAnswer } from '../ledgerWorker.ts';
import type { Ledger, LedgerCallName, LedgerCalls, LedgerConfig } from './ledgerCalls.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** A ledger in a worker thread of its own, so that a busy lock or a long verification never stops this one. */
export async function openWorkerLedger(config: LedgerConfig): Promise<Ledger> {
  const worker = new Worker(join(config.programFolder, 'ledgerWorker.js'), { workerData: config });
  const waiting = new Map<number, Waiting>();
  const notices: string[] = [];
  let next = 0;
  let ended: RegistryError | undefined;

  const failAll = (cause: unknown): void => {
    ended = new RegistryError('internal', 'The registry\u2019s worker has stopped.', { cause, hint: 'Try again; if it happens again, see the log.' });
    for (const one of waiting.values()) one.reject(ended);
    waiting.clear();
  };
  worker.on('error', failAll);
  worker.on('exit', () => failAll(undefined));
  worker.on('message', (answer: WorkerAnswer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.notices !== undefined) notices.splice(0, notices.length, ...answer.notices);
    if (answer.error === undefined) one?.resolve(answer.result);
    else one?.reject(RegistryError.fromJSON(answer.error));
  });

  const expect = (id: number): Promise<unknown> => (ended === undefined ? new Promise((resolve, reject) => waiting.set(id, { resolve, reject })) : Promise.reject(ended));
  const post = (name: LedgerCallName | 'close', params: LedgerCalls[LedgerCallName][0]): Promise<unknown> => {
    const id = next++;
    const answer = expect(id);
    worker.postMessage({ id, name, params });
    return answer;
  };
  await expect(-1);
  return {
    call: (name, params) => post(name, params),
    read: (query, ...args) => post('read', { query, args }) as never,
    notices,
    close: async () => {
      if (ended === undefined) await post('close', undefined);
    },
  };
}
