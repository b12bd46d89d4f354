import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RegistryError } from '../../../../src/core/errors.ts';
import { SidecarClient, type SidecarClientOptions, type SidecarState } from '../../../../src/extension/sidecar/sidecarClient.ts';
import { FakeProcess, type Fault } from './fakeProcess.ts';

interface Scene {
  readonly client: SidecarClient;
  readonly processes: FakeProcess[];
  readonly lines: string[];
  readonly events: string[];
  readonly states: SidecarState[];
}

const scenes: Scene[] = [];

/** A client whose n-th process has the n-th fault; delays are short unless given. */
function scene(faults: readonly (Fault | undefined)[] = [], options: Partial<SidecarClientOptions> = {}): Scene {
  const processes: FakeProcess[] = [];
  const lines: string[] = [];
  const put = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  const logger = { trace: put('trace'), debug: put('debug'), info: put('info'), warn: put('warn'), error: put('error') };
  const start = (): FakeProcess => {
    const process = new FakeProcess(faults[processes.length]);
    processes.push(process);
    return process;
  };
  const client = new SidecarClient({ start, logger, version: '1.2.3', trusted: true, delay: () => 5, ...options });
  const events: string[] = [];
  const states: SidecarState[] = [];
  client.onDidDie((error) => events.push(`died: ${error.message}`));
  client.onDidRestart(() => events.push('restarted'));
  client.onDidChangeRegistry(({ root }) => events.push(`changed: ${root}`));
  client.onDidChangeState((state) => states.push(state));
  const made = { client, processes, lines, events, states };
  scenes.push(made);
  return made;
}

const caught = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);
const where = { cwd: '/p' };

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(scenes.splice(0).map(({ client }) => client.dispose()));
});

describe('the client', () => {
  it('starts one process on first need, however many need it', async () => {
    const { client, processes, states } = scene();
    await sleep(10);
    expect(processes).toHaveLength(0);
    expect(client.state).toBe('idle');
    await Promise.all([client.run('where', where), client.run('where', where), client.watch('/p')]);
    expect(processes).toHaveLength(1);
    expect(states).toEqual(['starting', 'running']);
  });

  it('rejects what is open when the sidecar dies, says so once, starts it again and says that', async () => {
    const { client, processes, events } = scene();
    const first = caught(client.run('commitVersion', { cwd: '/slow', paths: [] }));
    const second = caught(client.run('where', { cwd: '/slow' }));
    await expect.poll(() => processes[0]?.host.seen.length).toBe(2);
    processes[0]?.kill();
    expect(await first).toMatchObject({ code: 'internal', message: 'The background process of Modelkeep has ended during commitVersion (signal SIGKILL).', details: { sidecar: 'ended' } });
    expect(RegistryError.is(await second, 'internal')).toBe(true);
    expect(((await first) as RegistryError).hint).toContain('Show the log');
    await expect.poll(() => events).toEqual(['died: The background process of Modelkeep has ended (signal SIGKILL).', 'restarted']);
    expect(await client.run('where', where)).toMatchObject({ registry: 'r_1' });
    expect(processes).toHaveLength(2);
  });

  it('lets calls made meanwhile wait for the next start', async () => {
    const { client, processes } = scene([], { delay: () => 50 });
    await client.run('where', where);
    processes[0]?.kill();
    await expect.poll(() => client.state).toBe('waiting');
    expect(await client.run('where', where)).toMatchObject({ registry: 'r_1' });
  });

  it('says once that it died when it dies again and again, and calls fail at once then', async () => {
    const { client, processes, events } = scene(Array.from({ length: 50 }, () => 'exit at once' as const));
    expect(await caught(client.run('where', where))).toMatchObject({ code: 'internal', message: 'The background process of Modelkeep has ended (exit code 70).' });
    await expect.poll(() => processes.length).toBeGreaterThan(4);
    expect(events).toHaveLength(1);
    await expect.poll(() => client.state).toBe('failing');
    expect(client.lastError?.message).toContain('exit code 70');
    expect(await caught(client.run('where', where))).toMatchObject({ code: 'internal' });
  });

  it('does not try again what cannot help: too old a runtime, another version', async () => {
    const old = scene(['too old']);
    expect(await caught(old.client.run('where', where))).toMatchObject({ code: 'runtime.tooOld' });
    const other = scene(['another version']);
    expect(await caught(other.client.run('where', where))).toMatchObject({ code: 'internal', hint: 'Reload the window.' });
    await sleep(50);
    for (const { client, processes } of [old, other]) {
      expect(client.state).toBe('stopped');
      expect(processes).toHaveLength(1);
    }
    await other.client.restart();
    expect(other.client.state).toBe('running');
  });

  it('is started again by hand without waiting', async () => {
    const { client, processes } = scene(['exit at once'], { delay: () => 60_000 });
    await caught(client.run('where', where));
    expect(client.state).toBe('waiting');
    const waiting = client.run('where', where);
    await client.restart();
    expect(await waiting).toMatchObject({ registry: 'r_1' });
    expect(processes).toHaveLength(2);
  });

  it('gives up on a process whose output is garbage', async () => {
    const { client, lines } = scene(['say garbage']);
    await caught(client.run('where', where));
    await expect.poll(() => client.state).toBe('running');
    expect(lines.some((line) => line.startsWith('error: Connection to the sidecar: What came in is no message'))).toBe(true);
  });

  it('kills a process that does not introduce itself', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { client, processes } = scene(['be silent']);
    const call = caught(client.run('where', where));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await call).toMatchObject({ code: 'internal' });
    expect(processes[0]?.killed).toBe(true);
  });

  it('watches again after a restart, and no more what was given up', async () => {
    const { client, processes, events } = scene();
    const given = await client.watch('/given-up');
    const twice = await client.watch('/p');
    await client.watch('/p');
    given.dispose();
    twice.dispose();
    twice.dispose();
    processes[0]?.kill();
    await expect.poll(() => processes[1]?.host.watchers.size).toBe(1);
    processes[1]?.host.watchers.get('/p')?.();
    await expect.poll(() => events.at(-1)).toBe('changed: /p');
    expect(await caught(client.watch('/nowhere'))).toMatchObject({ code: 'registry.missing' });
  });

  it('remembers trust over restarts', async () => {
    const { client, processes } = scene([], { trusted: false });
    await client.run('planCommit', { cwd: '/p', paths: [] });
    await client.setTrusted(true);
    await client.run('planCommit', { cwd: '/p', paths: [] });
    processes[0]?.kill();
    await expect.poll(() => processes.length).toBe(2);
    await client.run('planCommit', { cwd: '/p', paths: [] });
    const seen = processes.flatMap(({ host }) => host.seen.map(({ params }) => 'trusted' in params && params.trusted));
    expect(seen).toEqual([false, true, true]);
  });

  it('ends a cancelled call in time even when the sidecar is stuck or starting', async () => {
    const { client } = scene(['be silent']);
    const stop = new AbortController();
    const call = caught(client.run('where', where, { signal: stop.signal }));
    await sleep(10);
    stop.abort();
    expect(await call).toMatchObject({ code: 'cancelled' });
  });

  it('ends its process by the end of its input, and by force after two seconds', async () => {
    const kind = scene();
    await kind.client.run('where', where);
    await kind.client.dispose();
    expect(kind.processes[0]).toMatchObject({ isOver: true, killed: false });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stubborn = scene(['ignore the end']);
    await stubborn.client.run('where', where);
    const disposed = stubborn.client.dispose();
    await vi.advanceTimersByTimeAsync(1990);
    expect(stubborn.processes[0]?.killed).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    await disposed;
    expect(stubborn.processes[0]?.killed).toBe(true);
    expect(await caught(stubborn.client.run('where', where))).toMatchObject({ code: 'internal' });
    expect(stubborn.processes).toHaveLength(1);
    expect(stubborn.events).toEqual([]);
  });

  it('rejects who waits for a start when it is disposed', async () => {
    const { client } = scene(['exit at once'], { delay: () => 60_000 });
    await caught(client.run('where', where));
    const waiting = caught(client.run('where', where));
    await client.dispose();
    expect(await waiting).toMatchObject({ code: 'internal' });
  });

  it('leaves no process when it is disposed of, or started again, while one is being started', async () => {
    const { client, processes } = scene();
    const waiting = caught(client.run('where', where));
    await client.dispose();
    expect(RegistryError.is(await waiting, 'internal')).toBe(true);
    await vi.waitFor(() => expect(processes.map((process) => process.killed)).toEqual([true]));

    const again = scene();
    const first = caught(again.client.run('where', where));
    await again.client.restart();
    await vi.waitFor(() => expect(again.processes.map((process) => process.killed)).toEqual([true, false]));
    expect(await first).not.toBeInstanceOf(Error);
    expect(again.events).toEqual([]);
  });

  it('begins from the shortest delay again after a minute of life', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked: number[] = [];
    const { client, processes, events } = scene([], {
      delay: (failures) => {
        asked.push(failures);
        return 5;
      },
    });
    await client.run('where', where);
    for (const life of [1000, 1000, 61_000, 1000]) {
      await vi.advanceTimersByTimeAsync(life);
      processes.at(-1)?.kill();
      await vi.advanceTimersByTimeAsync(20);
      await client.run('where', where);
    }
    expect(asked).toEqual([1, 2, 1, 2]);
    expect(events.filter((event) => event.startsWith('died'))).toHaveLength(2);
    expect(events.filter((event) => event === 'restarted')).toHaveLength(4);
  });

  it('writes the lines of the sidecar into the log by their levels', async () => {
    const { client, processes, lines } = scene();
    await client.run('where', where);
    processes[0]?.stderr.write('[debug] a line\nnot of ours\n[err');
    processes[0]?.stderr.write('or] cut\n');
    await expect.poll(() => lines).toEqual(expect.arrayContaining(['debug: a line', 'warn: sidecar: not of ours', 'error: cut']));
    expect(lines.some((line) => line.startsWith('debug: where (job 1): '))).toBe(true);
  });
});
