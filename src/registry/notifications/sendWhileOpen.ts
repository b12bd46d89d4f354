import { sendDue } from '../../adapters/notify/sendDue.ts';
import type { OperationsOptions } from '../operationsOptions.ts';
import { notificationQueue } from './notificationQueue.ts';

/** How often the sidecar looks: one stat while nothing changes and nothing is due. */
const INTERVAL_MS = 2000;
/** How long a command stays after its answer for what is due; the rest is for the next process. */
const AT_END_MS = 3000;

/** Where to send from; `device`: of this process, undefined when it has never signed. */
export interface Sender {
  readonly folder: string;
  readonly options: Pick<OperationsOptions, 'sending' | 'env'>;
  device(): string | undefined;
}

/** Sends what is due for as long as a registry is open: in the background, or in a moment at the end, as the options say. */
export function sendWhileOpen({ folder, options: { sending = 'never', env }, device }: Sender): { close(): Promise<void> } {
  const queue = notificationQueue(folder);
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  let seen: number | undefined;
  let next = 0;
  const timer = sending === 'background' ? setInterval(tick, INTERVAL_MS) : undefined;
  timer?.unref();
  return { close };

  function tick(): void {
    const changed = queue.changedAt();
    if (running !== undefined || changed === undefined || (changed === seen && Date.now() < next)) return;
    running = send().catch(() => undefined).finally(() => (running = undefined));
  }

  async function send(deadline?: number): Promise<void> {
    const own = device();
    if (own === undefined) return;
    await sendDue({ queue, device: own, env, now: Date.now, signal: stop.signal, ...(deadline === undefined ? {} : { deadline }) });
    queue.sweep();
    // a due one that is left lacks its secret, or another process has it
    const times = queue.list().filter((one) => one.device === own && one.state === 'waiting').map((one) => Math.max(one.nextAt, Date.now() + 15 * INTERVAL_MS));
    next = Math.min(...times);
    seen = queue.changedAt();
  }

  async function close(): Promise<void> {
    clearInterval(timer);
    if (sending === 'atEnd' && queue.changedAt() !== undefined) await send(Date.now() + AT_END_MS).catch(() => undefined);
    stop.abort();
    await running;
  }
}
