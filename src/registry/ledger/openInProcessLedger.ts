import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryError } from '../../core/errors.ts';
import type { Ledger, LedgerCallName, LedgerCalls, LedgerConfig } from './ledgerCalls.ts';
import { openLedgerHost, removeDatabase, type LedgerHost } from './openLedgerHost.ts';

/** How long a call waits for other processes to finish writing. */
const PATIENCE_MS = 120_000;

/**
 * A ledger in this thread. Calls wait for a busy database without holding the thread, and a database that turns out
 * damaged is folded anew from the log, once.
 */
export async function openInProcessLedger(config: LedgerConfig): Promise<Ledger> {
  let host: LedgerHost | undefined = await whileBusy(() => openLedgerHost(config));
  const earlier: string[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const call = <N extends LedgerCallName>(name: N, params: LedgerCalls[N][0]): Promise<LedgerCalls[N][1]> => {
    const answer = last.then(() => whileBusy(() => callOnce(name, params)));
    last = answer.catch(() => undefined);
    return answer;
  };

  function callOnce<N extends LedgerCallName>(name: N, params: LedgerCalls[N][0]): LedgerCalls[N][1] | Promise<LedgerCalls[N][1]> {
    const current = (host ??= openLedgerHost(config));
    try {
      return handler(current, name)(params);
    } catch (error) {
      if (!RegistryError.is(error, 'registry.corrupt') || name === 'verify') throw error;
      earlier.push(...current.notices, 'The registry\u2019s database was damaged and has been rebuilt from the ledger.');
      host = undefined;
      current.close();
      removeDatabase(config.database);
      host = openLedgerHost(config);
      return handler(host, name)(params);
    }
  }

  return {
    call,
    read: (query, ...args) => call('read', { query, args }) as never,
    get notices() {
      return [...earlier, ...(host?.notices ?? [])];
    },
    close: async () => {
      await last;
      host?.close();
    },
  };
}

function handler<N extends LedgerCallName>(host: LedgerHost, name: N): (params: LedgerCalls[N][0]) => LedgerCalls[N][1] | Promise<LedgerCalls[N][1]> {
  return host.handlers[name];
}

/** Tries again while another process writes, with a growing, jittered pause. */
async function whileBusy<T>(work: () => T | Promise<T>): Promise<T> {
  const start = Date.now();
  for (let pause = 2; ; pause = Math.min(pause * 1.5, 50)) {
    try {
      return await work();
    } catch (error) {
      if (!RegistryError.is(error, 'registry.busy')) throw error;
      if (Date.now() - start > PATIENCE_MS) throw new RegistryError('registry.busy', 'Another process has been writing to the registry for two minutes.', { cause: error, hint: 'Wait for it, or end it; then try again. Nothing was committed.' });
    }
    await sleep(pause * (0.5 + Math.random()));
  }
}
