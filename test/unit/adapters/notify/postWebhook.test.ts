import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postWebhook, type PostOptions, type Resolve } from '../../../../src/adapters/notify/postWebhook.ts';
import { isPrivate } from '../../../../src/adapters/notify/reachableAddress.ts';
import { signWebhook } from '../../../../src/adapters/notify/signWebhook.ts';
import { hookServer, rawServer } from '../../../fakes/hookServer.ts';

const options: PostOptions = { secret: 'hush', timeoutMs: 5000, now: Date.now };
const post = (webhook: string, more: Partial<PostOptions> = {}, addresses: readonly string[] = []) => postWebhook({ id: 'd_a-1-0', webhook, addresses, body: '{"type":"test"}' }, { ...options, ...more });

/** Answers each look-up with the next list of addresses. */
function resolver(...answers: readonly (readonly string[])[]): Resolve & { asked: number } {
  const resolve = ((_host, _options, done) => {
    const answer = answers[resolve.asked++] ?? [];
    done(null, answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  }) as Resolve & { asked: number };
  resolve.asked = 0;
  return resolve;
}

describe('sending a webhook', () => {
  it('carries the headers of the standard and a signature over exactly what is sent', async () => {
    const server = await hookServer((response) => response.writeHead(204).end());
    expect(await post(server.url)).toEqual({ delivered: true, status: 204 });
    const [{ headers, body }] = server.received as [(typeof server.received)[0]];
    const time = headers['webhook-timestamp'] as string;
    expect(headers['webhook-id']).toBe('d_a-1-0');
    expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(10);
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', 'hush').update(`d_a-1-0.${time}.${body}`).digest('base64')}`);
    expect(headers['content-type']).toBe('application/json');
  });

  it('fails with a sentence when the receiver fails, redirects, resets or talks nonsense', async () => {
    const broken = await hookServer((response) => response.writeHead(500).end('x'.repeat(100_000)));
    expect(await post(broken.url)).toMatchObject({ delivered: false, error: 'It answered 500.', gone: false });
    const target = await hookServer((response) => response.end());
    const moved = await hookServer((response) => response.writeHead(307, { location: target.url }).end());
    expect(await post(moved.url)).toMatchObject({ delivered: false, error: 'It answered 307; redirects are not followed.' });
    expect(target.received).toHaveLength(0);
    const reset = await hookServer((_response, _n, socket) => socket.resetAndDestroy());
    expect(await post(reset.url)).toMatchObject({ delivered: false, error: 'It broke the connection off.' });
    expect(await post(await rawServer('SSH-2.0-nonsense\r\n\r\n'))).toMatchObject({ delivered: false, error: 'What it answered is not HTTP.' });
    const gone = await hookServer((response) => response.writeHead(410).end());
    expect(await post(gone.url)).toMatchObject({ delivered: false, gone: true });
    expect(await post('http://127.0.0.1:1/')).toMatchObject({ delivered: false, error: 'It refused the connection.' });
  });

  it('waits for an answer only so long, and for a body not at all', async () => {
    const silent = await hookServer(() => undefined);
    expect(await post(silent.url, { timeoutMs: 100 })).toMatchObject({ delivered: false, gone: false });
    const endless = await hookServer((response) => response.writeHead(200).write('and so on'));
    expect(await post(endless.url)).toEqual({ delivered: true, status: 200 });
    const stop = new AbortController();
    const stopped = post(silent.url, { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses a name that leads to a private address, also among others, unless it is named', async () => {
    const server = await hookServer((response) => response.end());
    const { port } = new URL(server.url);
    const hook = `http://hooks.example.org:${port}/`;
    for (const addresses of [['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['93.184.216.34', '10.1.2.3'], ['169.254.169.254'], ['fe80::1%eth0']]) {
      expect(await post(hook, { resolve: resolver(addresses) }), addresses.join()).toMatchObject({ delivered: false, error: expect.stringContaining('a private address') as string });
    }
    expect(server.received).toHaveLength(0);
    expect(await post(hook, { resolve: resolver(['127.0.0.1']) }, ['127.0.0.1'])).toMatchObject({ delivered: true });
    expect(await post(`http://localhost:${port}/`, { resolve: resolver(['127.0.0.1']) })).toMatchObject({ delivered: true });
  });

  it('looks a name up once, so that a second answer cannot lead elsewhere', async () => {
    const server = await hookServer((response) => response.end());
    const resolve = resolver(['198.51.100.7'], ['127.0.0.1']);
    expect(await post(`http://hooks.example.org:${new URL(server.url).port}/`, { resolve, timeoutMs: 300 })).toMatchObject({ delivered: false });
    expect(resolve.asked).toBe(1);
    expect(server.received).toHaveLength(0);
  });

  it('knows private addresses in all their forms, and lets public ones pass', () => {
    const closed = ['0.0.0.0', '10.0.0.1', '100.64.0.1', '127.1.2.3', '169.254.0.1', '172.31.255.255', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'];
    const closed6 = ['::', '::1', '::7f00:1', '::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::192.168.0.1', '2002:7f00:1::', '2001::1', 'fc00::1', 'fd12::1', 'fe80::1', 'fec0::1', 'ff02::1', 'nonsense'];
    expect([...closed, ...closed6].filter((address) => !isPrivate(address))).toEqual([]);
    expect(['1.1.1.1', '93.184.216.34', '172.32.0.1', '2606:4700::1111', '::ffff:1.1.1.1', '64:ff9b::101:101'].filter(isPrivate)).toEqual([]);
  });

  it('signs as anybody else would, whatever secret and body', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.string(), fc.nat(), (bytes, body, time) => {
        const expected = createHmac('sha256', bytes).update(Buffer.concat([Buffer.from(`m-1.${time}.`), Buffer.from(body)])).digest('base64');
        expect(signWebhook(`whsec_${Buffer.from(bytes).toString('base64')}`, 'm-1', time, body)).toBe(`v1,${expected}`);
      }),
    );
    // the example of the Standard Webhooks libraries
    expect(signWebhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}')).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
});
