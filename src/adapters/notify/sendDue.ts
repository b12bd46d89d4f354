import { failpoint } from '../../core/ports/failpoint.ts';
import { afterFailure, type Delivery } from './delivery.ts';
import type { DeliveryQueue } from './deliveryQueue.ts';
import { postWebhook, type Posted, type Resolve } from './postWebhook.ts';

/** Who sends, and how. */
export interface SendOptions {
  readonly queue: DeliveryQueue;
  /** Deliveries of other devices are left to them. */
  readonly device: string;
  readonly env: { readonly [name: string]: string | undefined };
  readonly now: () => number;
  /** Ends it; an attempt under way counts for nothing. */
  readonly signal?: AbortSignal;
  /** No attempt goes on after this time. */
  readonly deadline?: number;
  /** Only these, due or not. */
  readonly only?: ReadonlySet<string>;
  readonly resolve?: Resolve;
}

/** What became of a delivery. */
export interface Sent {
  readonly delivery: Delivery;
  readonly posted: Posted;
}

/** Time for one attempt, in all. */
export const ATTEMPT_MS = 10_000;
const AT_ONCE = 4;
const LEAST_MS = 200;

/** Sends what is due, a few at a time, and writes down what became of each. */
export async function sendDue(options: SendOptions): Promise<readonly Sent[]> {
  const { queue, device, only, now } = options;
  const isDue = (one: Delivery): boolean => one.device === device && (only === undefined ? one.state === 'waiting' && one.nextAt <= now() : only.has(one.id));
  const due = queue.list().filter(isDue);
  const sent: Sent[] = [];
  const work = async (): Promise<void> => {
    for (let next = due.shift(); next !== undefined && options.signal?.aborted !== true; next = due.shift()) {
      if (timeLeft(options) < LEAST_MS) return;
      const one = await sendOne(options, next.id, isDue);
      if (one !== undefined) sent.push(one);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return sent;
}

async function sendOne(options: SendOptions, id: string, isDue: (one: Delivery) => boolean): Promise<Sent | undefined> {
  const { queue, env, now } = options;
  const delivery = queue.claim(id);
  if (delivery === undefined) return undefined;
  try {
    if (!isDue(delivery)) return undefined;
    failpoint('notify.beforeSend');
    const secret = secretOf(delivery.secret, env);
    if (secret === undefined) return withoutSecret(queue, delivery, now());
    const posted = await postWebhook(delivery, { secret, timeoutMs: timeLeft(options), signal: options.signal, now, resolve: options.resolve });
    failpoint('notify.afterSend');
    if (posted.delivered) queue.remove(id);
    else queue.replace(afterFailure(delivery, posted.error, now(), posted.gone));
    return { delivery, posted };
  } catch (error) {
    if (options.signal?.aborted === true) return undefined;
    throw error;
  } finally {
    queue.free(id);
  }
}

/** Another process of this device may have the secret: it stays due, until its time is over. */
function withoutSecret(queue: DeliveryQueue, delivery: Delivery, now: number): Sent {
  const error = missingSecret(delivery.secret);
  if (now >= delivery.until) queue.replace(afterFailure(delivery, error, now, true));
  else if (delivery.error !== error) queue.replace({ ...delivery, error });
  return { delivery, posted: { delivered: false, error, gone: false } };
}

/** The secret that `env:NAME` stands for; undefined when it is not set here. */
export function secretOf(reference: string, env: SendOptions['env']): string | undefined {
  const value = env[reference.slice('env:'.length)];
  return value === '' ? undefined : value;
}

export function missingSecret(reference: string): string {
  return `The environment variable ${reference.slice('env:'.length)} is not set where it was to be sent from.`;
}

function timeLeft({ deadline, now }: SendOptions): number {
  return Math.max(1, Math.min(ATTEMPT_MS, deadline === undefined ? ATTEMPT_MS : deadline - now()));
}
