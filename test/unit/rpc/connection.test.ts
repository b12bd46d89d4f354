import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RegistryError } from '../../../src/core/errors.ts';
import type { JobProgress } from '../../../src/rpc/methods.ts';
import { PROTOCOL } from '../../../src/rpc/protocol.ts';
import { makePair } from './pair.ts';

const caught = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('errors', () => {
  it('cross the wire with code, sentence, hint and details', async () => {
    const { ask, failures } = await makePair();
    const error = await caught(ask.operation('where', { cwd: '/refuse' }));
    expect(RegistryError.is(error, 'store.full')).toBe(true);
    expect((error as RegistryError).toJSON()).toEqual({
      code: 'store.full',
      message: 'The disk is full.',
      hint: 'Use another disk.',
      details: { needed: 12, places: ['a', 'b'] },
    });
    expect(failures).toEqual([]);
  });

  it('that nobody foresaw cross without their text, which may hold a secret, and are told to the log', async () => {
    const { ask, failures } = await makePair();
    const error = await caught(ask.operation('where', { cwd: '/break' }));
    expect(RegistryError.is(error, 'internal')).toBe(true);
    expect(JSON.stringify(error)).not.toContain('s3cret');
    expect(String(failures[0])).toContain('cannot read');
  });

  it('of unknown methods are internal', async () => {
    const { ask } = await makePair();
    const error = await caught(ask.control('explode' as 'setTrusted', { trusted: true }));
    expect(error).toBeInstanceOf(Error);
  });

  it('replace an answer that is too long to be sent', async () => {
    const { ask } = await makePair();
    const error = await caught(ask.operation('showObject', { cwd: '/huge', ref: 'm', object: 'patch' }));
    expect(RegistryError.is(error, 'internal')).toBe(true);
    expect(String(error)).toContain('fit into a message');
    expect(await ask.operation('rebuildCatalogue', { cwd: '/p' })).toMatchObject({ slots: 3 });
  });

  it('reject what is open when the stream ends', async () => {
    const { ask, toWindow } = await makePair();
    const open = caught(ask.operation('where', { cwd: '/slow' }));
    toWindow.end();
    expect(RegistryError.is(await open, 'internal')).toBe(true);
    expect(ask.isOver).toBe(true);
    expect(RegistryError.is(await caught(ask.operation('where', { cwd: '/p' })), 'internal')).toBe(true);
  });
});

describe('the handshake', () => {
  it('must come first', async () => {
    const { ask, host } = await makePair({ initialize: false });
    expect(await caught(ask.operation('where', { cwd: '/p' }))).toMatchObject({ code: 'usage.invalid', message: expect.stringContaining('initialize') as string });
    expect(await caught(ask.control('watch', { cwd: '/p' }))).toMatchObject({ code: 'usage.invalid' });
    expect(host.seen).toEqual([]);
  });

  it('names both versions when they differ, and says to reload', async () => {
    for (const params of [
      { protocol: PROTOCOL, version: '9.9.9', trusted: true },
      { protocol: PROTOCOL + 1, version: '1.2.3', trusted: true },
    ]) {
      const { ask } = await makePair({ initialize: false });
      const error = await caught(ask.control('initialize', params));
      expect(error).toMatchObject({ code: 'internal', hint: 'Reload the window.' });
      expect(String(error)).toContain(`${params.version} (protocol ${params.protocol})`);
    }
  });

  it('comes once', async () => {
    const { ask } = await makePair();
    expect(await caught(ask.control('initialize', { protocol: PROTOCOL, version: '1.2.3', trusted: true }))).toMatchObject({ code: 'usage.invalid' });
  });
});

describe('trust', () => {
  it('of the window outweighs what a call says', async () => {
    const { ask, host } = await makePair({ trusted: false });
    await ask.operation('planCommit', { cwd: '/p', paths: [], trusted: true });
    await ask.control('setTrusted', { trusted: true });
    await ask.operation('planCommit', { cwd: '/p', paths: [] });
    await ask.operation('planCommit', { cwd: '/p', paths: [], trusted: false });
    await ask.operation('where', { cwd: '/p' });
    expect(host.seen.map(({ params }) => ('trusted' in params ? params.trusted : 'not asked'))).toEqual([false, true, false, 'not asked']);
  });
});

describe('a workspace that is not trusted', () => {
  it('can be browsed, and nothing is recorded that would run Git', async () => {
    const { ask, host } = await makePair({ trusted: false });
    const cwd = '/p';
    const refused = [
      ask.operation('commitVersion', { cwd, paths: ['m'], trusted: true }),
      ask.operation('initRegistry', { cwd }),
      ask.operation('recordEvaluation', { cwd, ref: 'm', metrics: 'm.json' }),
      ask.operation('undoCommit', { cwd, ref: 'm' }),
      ask.operation('rebuildCode', { cwd, ref: 'm', output: '/o', trusted: true }),
    ];
    for (const call of refused) expect(await caught(call)).toMatchObject({ code: 'policy.refused', details: { reason: 'untrusted' } });
    expect(host.seen).toEqual([]);
    await ask.operation('listModels', { cwd });
    await ask.operation('versionCard', { cwd, ref: 'm' });
    await ask.operation('verifyRegistry', { cwd });
    await ask.operation('commitVersion', { cwd, paths: ['m'], dryRun: true, trusted: true });
    expect(host.seen.map(({ name }) => name)).toEqual(['listModels', 'versionCard', 'verifyRegistry', 'commitVersion']);
    expect(host.seen.at(-1)?.params).toMatchObject({ trusted: false });
  });
});

describe('a long operation', () => {
  it('reports about ten times a second, each job to its own listener', async () => {
    const { ask } = await makePair();
    const seen: [JobProgress[], JobProgress[]] = [[], []];
    const stop = new AbortController();
    const begun = performance.now();
    const jobs = seen.map((list) => caught(ask.operation('where', { cwd: '/slow' }, { signal: stop.signal, onProgress: (progress) => list.push(progress) })));
    await sleep(1050);
    stop.abort();
    await Promise.all(jobs);
    // a timer may fire a millisecond early
    const atMost = (performance.now() - begun) / 98 + 2;
    for (const list of seen) {
      expect(list.length).toBeGreaterThan(1);
      expect(list.length).toBeLessThanOrEqual(atMost);
      expect(list.at(-1)).toMatchObject({ phase: 'reading', total: 1e12 });
      // of a burst the first is handed on when its time has come already, else the newest
      expect(list.map(({ path }) => path)).toContain('file-99');
      expect(list.at(-1)?.rate).toBeGreaterThan(0);
      expect(list.every((progress) => !('job' in progress))).toBe(true);
    }
  });

  it('is answered `cancelled` in time although its work does not listen, and stays silent afterwards', async () => {
    const { ask, host, log } = await makePair();
    const stop = new AbortController();
    const job = caught(ask.operation('where', { cwd: '/deaf' }, { signal: stop.signal }));
    await sleep(20);
    stop.abort();
    expect(await job).toMatchObject({ code: 'cancelled' });
    expect(host.finished).toEqual([]);
    await expect.poll(() => host.finished, { timeout: 5000 }).toEqual(['/deaf']);
    await expect.poll(() => log.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([expect.stringContaining('point of no return')]);
  });

  it('does not begin when it is cancelled before', async () => {
    const { ask, host } = await makePair();
    expect(await caught(ask.operation('where', { cwd: '/slow' }, { signal: AbortSignal.abort() }))).toMatchObject({ code: 'cancelled' });
    expect(host.finished).toEqual([]);
  });

  it('is stopped when the session ends', async () => {
    const { ask, session } = await makePair();
    const job = caught(ask.operation('where', { cwd: '/slow' }));
    await sleep(20);
    await session.dispose();
    expect(await job).toMatchObject({ code: 'cancelled' });
  });
});

describe('watching', () => {
  it('tells changes of what is watched, a storm as one, until it is watched no more', async () => {
    const { ask, host, changed } = await makePair();
    await ask.control('watch', { cwd: '/p' });
    await ask.control('watch', { cwd: '/p' });
    for (let i = 0; i < 1000; i++) host.watchers.get('/p')?.();
    await expect.poll(() => changed.length).toBe(2);
    await sleep(150);
    expect(changed).toEqual(['/p', '/p']);
    await ask.control('unwatch', { cwd: '/p' });
    expect(host.watchers.size).toBe(0);
  });

  it('of a folder without a registry is an error, and may be tried again', async () => {
    const { ask } = await makePair();
    for (let i = 0; i < 2; i++) expect(await caught(ask.control('watch', { cwd: '/nowhere' }))).toMatchObject({ code: 'registry.missing' });
  });
});
