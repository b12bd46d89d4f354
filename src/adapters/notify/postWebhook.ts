import { lookup, type LookupAddress } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Delivery } from './delivery.ts';
import { isReachable } from './reachableAddress.ts';
import { signWebhook } from './signWebhook.ts';

/** What a receiver, or the way to it, answered. `gone`: the receiver says that it will not be there again. */
export type Posted = { readonly delivered: true; readonly status: number } | { readonly delivered: false; readonly error: string; readonly gone: boolean };

/** Asks for every address of a host. */
export type Resolve = (host: string, options: { readonly all: true }, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

/** Surroundings of one attempt. */
export interface PostOptions {
  readonly secret: string;
  readonly timeoutMs: number;
  /** Ends the attempt; it then counts for nothing. */
  readonly signal?: AbortSignal | undefined;
  readonly now: () => number;
  readonly resolve?: Resolve | undefined;
}

/**
 * Sends one delivery once. The host is looked up once, every address that it has is checked, and the connection goes to
 * one of just those. Only the answer's status counts: redirects are not followed and its body is not read.
 * @throws when `signal` ends it
 */
export async function postWebhook(delivery: Pick<Delivery, 'id' | 'webhook' | 'addresses' | 'body'>, options: PostOptions): Promise<Posted> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  try {
    const status = await statusOf(delivery, options, options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]));
    if (status >= 200 && status < 300) return { delivered: true, status };
    return { delivered: false, gone: status === 410, error: `It answered ${status}${status >= 300 && status < 400 ? '; redirects are not followed' : ''}.` };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (timeout.aborted) return { delivered: false, gone: false, error: `No answer within ${Math.round(options.timeoutMs / 1000)} seconds.` };
    return { delivered: false, gone: false, error: sentenceOf(error) };
  }
}

function statusOf({ id, webhook, addresses, body }: Pick<Delivery, 'id' | 'webhook' | 'addresses' | 'body'>, { secret, now, resolve }: PostOptions, signal: AbortSignal): Promise<number> {
  const url = new URL(webhook);
  const timestamp = Math.floor(now() / 1000);
  const settings: RequestOptions = {
    method: 'POST',
    agent: false,
    signal,
    lookup: checkedLookup(addresses, resolve ?? lookup),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'modelkeep',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signWebhook(secret, id, timestamp, body),
    },
  };
  return new Promise((settle, fail) => {
    const sent = url.protocol === 'https:' ? requestHttps(url, settings) : requestHttp(url, settings);
    sent.once('response', (response) => {
      response.destroy();
      settle(response.statusCode ?? 0);
    });
    // a connection that ends badly tells so more than once
    sent.on('error', fail);
    sent.end(body);
  });
}

/** Answers only when every address of the host may be used, so that what is checked is what is connected to. */
function checkedLookup(addresses: readonly string[], resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    resolve(host, { all: true }, (error, found) => {
      const refused = error === null ? found.find(({ address }) => !isReachable(host, address, addresses)) : undefined;
      const failure = error ?? (refused === undefined ? undefined : new Error(`${host} is at ${refused.address}, a private address. To allow it, name it in "addresses" of modelkeep.json.`));
      const [first] = found ?? [];
      if (failure !== undefined || first === undefined) done(failure ?? new Error(`${host} has no address.`), '', 0);
      else if (options.all === true) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Its host is not known.',
  EAI_AGAIN: 'Its host cannot be looked up now.',
  ECONNREFUSED: 'It refused the connection.',
  ECONNRESET: 'It broke the connection off.',
  EHOSTUNREACH: 'It cannot be reached.',
  ENETUNREACH: 'It cannot be reached.',
};

function sentenceOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code.startsWith('HPE_')) return 'What it answered is not HTTP.';
  return WORDS[code] ?? (message === '' ? `${code}.` : message);
}
