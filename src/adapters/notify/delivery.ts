import { integer, list, object, oneOf, text } from '../../core/model/shape.ts';

/** A notification on its way to one receiver, as it lies in the queue. Times are milliseconds since 1970. */
export interface Delivery {
  /** The same however often it is sent: device, counter, place of the rule, and `stable`; no full stop, as the standard asks. */
  readonly id: string;
  /** Device whose event it was: only that one sends it. */
  readonly device: string;
  readonly type: string;
  /** Reference of the version or name of the model; empty for none. */
  readonly about: string;
  readonly webhook: string;
  /** `env:NAME`; the secret itself is never written down. */
  readonly secret: string;
  readonly addresses: readonly string[];
  /** The JSON document that is sent. */
  readonly body: string;
  readonly createdAt: number;
  /** When it is given up. */
  readonly until: number;
  readonly state: 'waiting' | 'givenUp';
  readonly attempts: number;
  readonly nextAt: number;
  /** What the last attempt met; empty before. */
  readonly error: string;
}

/** How long a receiver may be away. */
export const PATIENCE_MS = 24 * 3600 * 1000;

const time = integer(0);
const SHAPE = object({
  id: text(128, (value) => /^[a-z0-9_-]+$/.test(value)),
  device: text(64),
  type: text(64),
  about: text(256),
  webhook: text(8192, URL.canParse),
  secret: text(256),
  addresses: list(text(64), 100),
  body: text(65_536),
  createdAt: time,
  until: time,
  state: oneOf('waiting', 'givenUp'),
  attempts: integer(0),
  nextAt: time,
  error: text(1024),
});

/** The delivery in a file's text; undefined for anything else. */
export function readDelivery(content: string): Delivery | undefined {
  try {
    const value = JSON.parse(content) as unknown;
    return SHAPE(value, 'delivery') === undefined ? (value as Delivery) : undefined;
  } catch {
    return undefined;
  }
}

const SECOND = 1000;
const [MINUTE, HOUR] = [60 * SECOND, 3600 * SECOND];
const PAUSES: readonly number[] = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR];

/** The delivery after an attempt that failed: later again, or given up when its time is over or the receiver is gone for good. */
export function afterFailure(delivery: Delivery, error: string, now: number, gone: boolean): Delivery {
  const attempts = delivery.attempts + 1;
  const pause = PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? HOUR;
  const over = gone || now >= delivery.until;
  return { ...delivery, attempts, error: error.slice(0, 1024).toWellFormed(), state: over ? 'givenUp' : 'waiting', nextAt: over ? 0 : Math.min(now + pause, Math.max(delivery.until, now)) };
}
