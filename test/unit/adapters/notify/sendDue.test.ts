import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { afterFailure, PATIENCE_MS, readDelivery, type Delivery } from '../../../../src/adapters/notify/delivery.ts';
import { DeliveryQueue } from '../../../../src/adapters/notify/deliveryQueue.ts';
import { sendDue, type SendOptions } from '../../../../src/adapters/notify/sendDue.ts';
import { hookServer } from '../../../fakes/hookServer.ts';
import { temporaryFolder } from '../../../fakes/temporaryProject.ts';

const device = 'd_aaaaaaaaaaaaaaaa';

function delivery(webhook: string, change: Partial<Delivery> = {}): Delivery {
  const now = Date.now();
  return { id: 'd_aaaaaaaaaaaaaaaa-7-0', device, type: 'stage.promoted', about: 'fraud:v1', webhook, secret: 'env:HOOK', addresses: [], body: '{}', createdAt: now, until: now + PATIENCE_MS, state: 'waiting', attempts: 0, nextAt: now, error: '', ...change };
}

function setUp(): { readonly queue: DeliveryQueue; readonly folder: string; readonly options: SendOptions } {
  const folder = join(temporaryFolder(), 'notify');
  const queue = new DeliveryQueue(folder);
  return { queue, folder, options: { queue, device, env: { HOOK: 'hush' }, now: Date.now } };
}

describe('the queue of deliveries', () => {
  it('keeps a delivery until it has arrived, under one id', async () => {
    const server = await hookServer((response, n) => response.writeHead(n === 1 ? 500 : 200).end());
    const { queue, folder, options } = setUp();
    queue.put(delivery(server.url));
    queue.put(delivery(server.url, { body: '{"second":true}' }));
    await sendDue(options);
    expect(queue.list()).toMatchObject([{ state: 'waiting', attempts: 1, error: 'It answered 500.' }]);
    expect(await sendDue(options), 'not due yet').toEqual([]);
    await sendDue({ ...options, now: () => Date.now() + 10_000 });
    expect(server.received.map(({ headers, body }) => [headers['webhook-id'], body])).toEqual([1, 2].map(() => [delivery('').id, '{}']));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves alone what belongs to another device, and what another process is sending', async () => {
    const server = await hookServer((response) => void setTimeout(() => response.end(), 200));
    const { queue, folder, options } = setUp();
    queue.put(delivery(server.url, { id: 'd_b-1-0', device: 'd_bbbbbbbbbbbbbbbb' }));
    queue.put(delivery(server.url));
    await Promise.all([sendDue(options), sendDue({ ...options, queue: new DeliveryQueue(folder) }), sendDue(options)]);
    expect(server.received).toHaveLength(1);
    expect(queue.list().map(({ id }) => id)).toEqual(['d_b-1-0']);
  });

  it('goes on where a process died: with its lock held, or half way through a file', async () => {
    const server = await hookServer((response) => response.end());
    const { queue, folder, options } = setUp();
    queue.put(delivery(server.url));
    const lock = join(folder, `${delivery('').id}.json.lock`);
    writeFileSync(lock, '');
    writeFileSync(join(folder, 'half.part'), '{"id":');
    writeFileSync(join(folder, 'broken.json'), '{"id":"broken"');
    expect(await sendDue(options), 'the lock is held').toEqual([]);
    const old = new Date(Date.now() - 3 * 60_000);
    for (const file of [lock, join(folder, 'half.part')]) utimesSync(file, old, old);
    await sendDue(options);
    expect(server.received).toHaveLength(1);
    queue.sweep();
    expect(readdirSync(folder)).toEqual(['broken.json']);
  });

  it('tries for 24 hours, ever more seldom, and then keeps what it gave up', () => {
    const start = Date.now();
    let one = delivery('https://example.org/');
    let now = start;
    const times: number[] = [];
    while (one.state === 'waiting') {
      times.push(now);
      one = afterFailure(one, 'It answered 500.', now, false);
      now = Math.max(one.nextAt, now);
    }
    expect(times).toHaveLength(14);
    expect((times.at(-1) ?? 0) - start).toBe(PATIENCE_MS);
    expect(times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0))).toBe(true);
    expect(one).toMatchObject({ state: 'givenUp', attempts: 14 });
    expect(afterFailure(delivery(''), 'It answered 410.', start, true).state).toBe('givenUp');
    expect(readDelivery(JSON.stringify(one))).toEqual(one);
  });

  it('waits for a process that has the secret, and names what is missing', async () => {
    const { queue, options } = setUp();
    queue.put(delivery('http://127.0.0.1:1/'));
    await sendDue({ ...options, env: {} });
    expect(queue.list()).toMatchObject([{ attempts: 0, state: 'waiting', error: expect.stringContaining('HOOK') as string }]);
    await sendDue({ ...options, env: {}, now: () => Date.now() + PATIENCE_MS + 1 });
    expect(queue.list()).toMatchObject([{ state: 'givenUp' }]);
  });

  it('ends at its deadline, and an attempt that was stopped counts for nothing', async () => {
    const silent = await hookServer(() => undefined);
    const { queue, options } = setUp();
    queue.put(delivery(silent.url));
    const begun = Date.now();
    await sendDue({ ...options, deadline: begun + 300 });
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(queue.list()).toMatchObject([{ attempts: 1 }]);
    const stop = new AbortController();
    const sending = sendDue({ ...options, only: new Set([delivery('').id]), signal: stop.signal });
    await silent.count(2);
    stop.abort();
    expect(await sending).toEqual([]);
    expect(queue.list()).toMatchObject([{ attempts: 1 }]);
  });
});
