import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SidecarClient } from '../../src/extension/sidecar/sidecarClient.ts';
import { spawnSidecar } from '../../src/extension/sidecar/spawnSidecar.ts';
import { buildScript, SidecarProgram } from './sidecarProgram.ts';

let script = '';
let remove = (): void => undefined;
const programs: SidecarProgram[] = [];

beforeAll(async () => {
  const built = await buildScript('fakeSidecar');
  script = built.script;
  remove = () => built.remove();
});
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.kill()));
});
afterAll(() => remove());

function start(options?: ConstructorParameters<typeof SidecarProgram>[1]): SidecarProgram {
  const program = new SidecarProgram(script, options);
  programs.push(program);
  return program;
}

const caught = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('the process of the sidecar', () => {
  it('answers, and ends with code 0 when its input ends, also in the middle of work', async () => {
    const program = start();
    expect(await program.initialize('1.2.3')).toBe(program.child.pid);
    const open = caught(program.ask.operation('where', { cwd: '/slow' }));
    const deaf = caught(program.ask.operation('where', { cwd: '/deaf' }));
    await sleep(50);
    expect(await program.end()).toEqual({ code: 0, signal: null });
    expect(await open).toMatchObject({ code: expect.stringMatching(/^(cancelled|internal)$/) as string });
    await deaf;
    expect(program.stderr).toBe('');
  });

  it.each([
    ['garbage', Buffer.alloc(2000, 'garbage')],
    ['zeroes', Buffer.alloc(2000)],
    ['a message that claims a terabyte', Buffer.from('Content-Length: 999999999999\r\n\r\n')],
    ['broken JSON', Buffer.from('Content-Length: 4\r\n\r\n{{{{')],
  ])('ends with a code and a line when %s comes in', async (_what, bytes) => {
    const program = start();
    await program.initialize('1.2.3');
    program.child.stdin.write(bytes);
    expect(await program.exit).toEqual({ code: 65, signal: null });
    expect(program.stderr).toMatch(/^\[error\] Connection: .*\n$/);
  });

  it('reads a large message, refuses a larger one, and never holds it', async () => {
    const program = start();
    await program.initialize('1.2.3');
    const paths = Array.from({ length: 90_000 }, (_, i) => `models/${'x'.repeat(200)}/${i}`);
    expect(await program.ask.operation('planCommit', { cwd: '/p', paths })).toMatchObject({ suggested: 'fraud' });
    program.child.stdin.write(`Content-Length: ${64 * 1024 * 1024 + 1}\r\n\r\n`);
    expect(await program.exit).toEqual({ code: 65, signal: null });
  });

  it('ends with a code and a redacted line when an error is caught by nobody', async () => {
    const program = start();
    await program.initialize('1.2.3');
    const open = caught(program.ask.operation('where', { cwd: '/crash' }));
    expect(await program.exit).toEqual({ code: 70, signal: null });
    expect(await open).toMatchObject({ code: 'internal' });
    expect(program.stderr).toMatch(/^\[error\] Uncaught: Error: crash with password=\*\*\*/);
    expect(program.stderr).not.toContain('hunter22');
  });

  it('keeps its output clean of what anything prints', async () => {
    const program = start();
    await program.initialize('1.2.3');
    expect(await program.ask.operation('where', { cwd: '/print' })).toMatchObject({ registry: 'r_1' });
    expect(await program.ask.operation('where', { cwd: '/p' })).toMatchObject({ registry: 'r_1' });
    expect(program.faults).toEqual([]);
    await program.end();
    expect(program.stderr).toBe('this must not get between two messages\nnor this\n');
  });

  it('refuses another version and lives on', async () => {
    const program = start();
    expect(await caught(program.initialize('0.0.1'))).toMatchObject({ code: 'internal', hint: 'Reload the window.' });
    await program.initialize('1.2.3');
  });

  it('ends when a signal asks it to', async () => {
    const program = start();
    await program.initialize('1.2.3');
    program.child.kill('SIGTERM');
    expect(await program.exit).toEqual({ code: 0, signal: null });
  });

  it('ends when its parent is killed, even if another process holds its input open', async () => {
    const parent = join(dirname(script), 'parent.cjs');
    writeFileSync(parent, PARENT);
    const child = spawn(process.execPath, [parent, script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [sidecar, holder] = await new Promise<number[]>((resolve) => child.stdout.once('data', (text: Buffer) => resolve(String(text).trim().split(' ').map(Number))));
    if (sidecar === undefined || holder === undefined) throw new Error('the parent did not start');
    try {
      expect(isAlive(sidecar)).toBe(true);
      child.kill('SIGKILL');
      await expect.poll(() => isAlive(sidecar), { timeout: 15_000, interval: 100 }).toBe(false);
    } finally {
      process.kill(holder, 'SIGKILL');
    }
  });

  it('answers a cancel in time, whether its work listens or not', async () => {
    const program = start();
    await program.initialize('1.2.3');
    for (const cwd of ['/slow', '/deaf']) {
      const latencies: number[] = [];
      for (let i = 0; i < 10; i++) {
        const stop = new AbortController();
        const job = caught(program.ask.operation('where', { cwd }, { signal: stop.signal }));
        await sleep(20);
        const asked = performance.now();
        stop.abort();
        expect(await job).toMatchObject({ code: 'cancelled' });
        latencies.push(performance.now() - asked);
      }
      latencies.sort((a, b) => a - b);
      console.log(`cancel of ${cwd.slice(1)} work answered: median ${latencies[5]?.toFixed(1)} ms, worst ${latencies[9]?.toFixed(1)} ms`);
    }
  });
});

describe('the client around real processes', () => {
  it('survives kill -9 in the middle of a call, and leaves no process behind', async () => {
    const pids: number[] = [];
    const quiet = (): void => undefined;
    const client = new SidecarClient({
      start: () => {
        const made = spawnSidecar(script, process.env);
        pids.push(made.pid ?? 0);
        return made;
      },
      logger: { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
      version: '1.2.3',
      trusted: true,
      delay: () => 10,
    });
    const events: string[] = [];
    client.onDidDie(() => events.push('died'));
    client.onDidRestart(() => events.push('restarted'));
    const progress: number[] = [];
    const call = caught(client.run('where', { cwd: '/slow' }, { onProgress: ({ bytes }) => void progress.push(bytes) }));
    await expect.poll(() => progress.length).toBeGreaterThan(0);
    process.kill(pids[0] ?? 0, 'SIGKILL');
    expect(await call).toMatchObject({ code: 'internal', message: 'The background process of Modelkeep has ended during where (signal SIGKILL).' });
    await expect.poll(() => events).toEqual(['died', 'restarted']);
    expect(await client.run('where', { cwd: '/p' })).toMatchObject({ registry: 'r_1' });
    await client.dispose();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(pids).toHaveLength(2);
  });

  it('says why when there is nothing to start', async () => {
    const quiet = (): void => undefined;
    const lines: string[] = [];
    const client = new SidecarClient({
      start: () => spawnSidecar(join(dirname(script), 'gone.js'), process.env),
      logger: { trace: quiet, debug: quiet, info: quiet, warn: (line) => void lines.push(line), error: quiet },
      version: '1.2.3',
      trusted: true,
      delay: () => 60_000,
    });
    expect(await caught(client.run('where', { cwd: '/p' }))).toMatchObject({ code: 'internal', message: 'The background process of Modelkeep has ended (exit code 1).' });
    expect(lines.join('\n')).toContain('gone.js');
    await client.dispose();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Starts the sidecar, and a process that inherits the writing end of its input and outlives the parent. */
const PARENT = `
const { spawn } = require('node:child_process');
const sidecar = spawn(process.execPath, [process.argv[2]], { stdio: ['pipe', 'pipe', 'ignore'] });
const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: ['ignore', 'ignore', 'ignore', sidecar.stdin], detached: true });
setTimeout(() => process.stdout.write(sidecar.pid + ' ' + holder.pid + '\\n'), 500);
`;
