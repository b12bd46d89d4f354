import { parentPort, workerData } from 'node:worker_threads';
import { RegistryError, type ErrorJson } from '../core/errors.ts';
import { installFailpointsFromEnv } from '../adapters/failpoints/installFailpointsFromEnv.ts';
import type { Ledger, LedgerCallName, LedgerCalls, LedgerConfig } from './ledger/ledgerCalls.ts';
import { openInProcessLedger } from './ledger/openInProcessLedger.ts';
import { systemError } from './systemError.ts';

/** A call as it is posted to the worker. */
export interface WorkerCall {
  readonly id: number;
  readonly name: LedgerCallName | 'close';
  readonly params: LedgerCalls[LedgerCallName][0];
}

/** The worker's answer; `id` −1: it has opened (or could not). */
export interface WorkerAnswer {
  readonly id: number;
  readonly result?: unknown;
  readonly notices?: readonly string[];
  readonly error?: ErrorJson;
}

const port = parentPort;
if (port !== null) void serve(port);

async function serve(to: NonNullable<typeof parentPort>): Promise<void> {
  installFailpointsFromEnv(process.env);
  const opened = await attempt(-1, () => openInProcessLedger(workerData as LedgerConfig));
  const ledger = opened.result as Ledger | undefined;
  to.postMessage({ id: -1, notices: ledger?.notices ?? [], ...(opened.error === undefined ? {} : { error: opened.error }) });
  if (ledger === undefined) return to.close();
  to.on('message', (call: WorkerCall) => void answer(to, ledger, call));
}

async function answer(to: NonNullable<typeof parentPort>, ledger: Ledger, { id, name, params }: WorkerCall): Promise<void> {
  const reply = await attempt(id, () => (name === 'close' ? ledger.close() : ledger.call(name, params)));
  to.postMessage({ ...reply, notices: ledger.notices });
  if (name === 'close') to.close();
}

async function attempt(id: number, work: () => Promise<unknown>): Promise<WorkerAnswer> {
  try {
    return { id, result: await work() };
  } catch (error) {
    const explained = systemError(error);
    const known = explained instanceof RegistryError ? explained : new RegistryError('internal', error instanceof Error ? error.message : String(error));
    return { id, error: known.toJSON() };
  }
}
