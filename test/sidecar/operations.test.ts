import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildIfStale } from '../build.ts';
import { root } from '../step.ts';
import { SidecarProgram } from './sidecarProgram.ts';

const script = join(root, 'dist', 'sidecar.js');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
const MiB = 1024 * 1024;

beforeAll(() => {
  if (!buildIfStale()) throw new Error('The build failed.');
});

describe('the built sidecar on a runtime that is too old', () => {
  it('says so in one line before it loads anything, and ends with its own code', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'modelkeep-old-'));
    const preload = join(folder, 'old.cjs');
    writeFileSync(preload, "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0', napi: '9' } });\n");
    const program = new SidecarProgram(script, { execArgv: ['--require', preload] });
    expect(await program.exit).toEqual({ code: 4, signal: null });
    expect(program.stderr).toBe('[error] Modelkeep needs Node 22.14 or later (VS Code 1.101 or later); this is Node 20.19.0.\n');
    rmSync(folder, { recursive: true });
  });
});

describe.each(['better-sqlite3', 'node:sqlite'])('the built sidecar over %s', (driver) => {
  let cwd = '';
  const programs: SidecarProgram[] = [];

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'modelkeep-project-'));
    execFileSync('git', ['init', '-q'], { cwd });
    mkdirSync(join(cwd, 'models'));
    writeFileSync(join(cwd, 'models', 'fraud.bin'), 'weights 1');
  });
  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.kill()));
    rmSync(cwd, { recursive: true, force: true });
  });

  async function start(): Promise<SidecarProgram> {
    const program = new SidecarProgram(script, { env: driver === 'node:sqlite' ? { MODELKEEP_SQLITE: driver } : {} });
    programs.push(program);
    await program.initialize(version);
    return program;
  }

  /** Bytes that are like no others, so that nothing is known of them. */
  function writeBigModel(size: number): string {
    const path = join(cwd, 'models', 'big.bin');
    writeFileSync(path, randomFillSync(Buffer.alloc(size)));
    return path;
  }

  async function versionsSeenBy(program: SidecarProgram): Promise<readonly string[]> {
    return (await program.ask.operation('logVersions', { cwd })).versions.map(({ ref }) => ref);
  }

  it('does the whole path: nothing there, commit, list, show, card, verify', async () => {
    const { ask, child } = await start();
    expect(await ask.operation('projectState', { cwd })).toEqual({ state: 'none' });
    const plan = await ask.operation('planCommit', { cwd, paths: ['models/fraud.bin'] });
    expect(plan).toMatchObject({ state: 'none', suggested: expect.any(String) as string, files: 1, size: 9 });
    const done = await ask.operation('commitVersion', { cwd, paths: ['models/fraud.bin'], model: 'fraud', message: 'First', init: true });
    expect(done).toMatchObject({ state: 'saved', number: 1, ref: 'fraud:v1', created: true });
    expect(done.files[0]?.sha256).toBe(createHash('sha256').update('weights 1').digest('hex'));
    expect(await ask.operation('projectState', { cwd })).toMatchObject({ state: 'ready', versions: 1 });
    expect(await ask.operation('listModels', { cwd })).toMatchObject({ models: [{ name: 'fraud', versions: 1 }] });
    expect(await ask.operation('showVersion', { cwd, ref: 'fraud' })).toMatchObject({ id: done.id, message: 'First' });
    expect((await ask.operation('versionCard', { cwd, ref: 'fraud' })).markdown).toContain('fraud');
    expect(await ask.operation('status', { cwd })).toMatchObject({ changed: [] });
    expect(await ask.operation('diskUsage', { cwd })).toMatchObject({ entries: expect.any(Array) as unknown[] });
    expect(await ask.operation('verifyRegistry', { cwd, readData: true })).toMatchObject({ ok: true, findings: [] });
    if (process.platform === 'linux') expect(readFileSync(`/proc/${child.pid}/maps`, 'utf8').includes('better_sqlite3.node')).toBe(driver === 'better-sqlite3');
    await expect(ask.operation('showVersion', { cwd, ref: 'fraud:v9' })).rejects.toMatchObject({ code: 'reference.notFound' });
  });

  it('reads what a tracker keeps in a database of its own, beside the ledger', async () => {
    const { ask } = await start();
    cpSync(join(root, 'test/fixtures/lineage/mlflow-db'), cwd, { recursive: true });
    const [model] = globSync('mlruns/*/*/artifacts/model/model.bin', { cwd });
    const done = await ask.operation('commitVersion', { cwd, paths: [model as string], model: 'fraud', init: true });
    expect(done.params).toContainEqual({ name: 'lr', type: 'float', value: '1e-05' });
    expect(done).toMatchObject({ state: 'saved', lineage: { metricSources: [{ path: 'mlflow.db', basis: 'producer' }] } });
    expect(await ask.operation('verifyRegistry', { cwd, readData: true })).toMatchObject({ ok: true });
  });

  it('shows two windows the same: what one commits the other hears of and sees', async () => {
    const [one, two] = [await start(), await start()];
    await one.ask.operation('initRegistry', { cwd });
    await two.ask.control('watch', { cwd });
    const { ref } = await one.ask.operation('commitVersion', { cwd, paths: ['models/fraud.bin'], model: 'fraud' });
    await expect.poll(() => two.changed, { timeout: 10_000 }).toContain(cwd);
    expect(await versionsSeenBy(two)).toEqual([ref]);
  });

  it('killed in the middle of a commit leaves the version there, once, or not at all', async () => {
    const first = await start();
    await first.ask.operation('initRegistry', { cwd });
    writeBigModel(96 * MiB);
    for (const bytes of [1, 24 * MiB, 72 * MiB]) {
      const program = await start();
      const call = program.ask.operation('commitVersion', { cwd, paths: ['models/big.bin'], model: 'big' }, {
        onProgress: (progress) => {
          if (progress.bytes >= bytes) program.child.kill('SIGKILL');
        },
      });
      const outcome = await call.then(
        () => 'done',
        () => 'died',
      );
      const after = await start();
      const seen = await versionsSeenBy(after);
      expect(seen).toEqual(outcome === 'done' ? ['big:v1'] : seen.slice(0, 1));
      expect(await after.ask.operation('verifyRegistry', { cwd, readData: true })).toMatchObject({ ok: true, findings: [] });
    }
    expect(await first.ask.operation('commitVersion', { cwd, paths: ['models/big.bin'], model: 'big' })).toMatchObject({ number: 1 });
    expect(await versionsSeenBy(first)).toEqual(['big:v1']);
  });

  it('cancelled in the middle of a commit answers in time and nothing is to be seen of it', async () => {
    const program = await start();
    await program.ask.operation('initRegistry', { cwd });
    writeBigModel(96 * MiB);
    for (const bytes of [1, 48 * MiB]) {
      const stop = new AbortController();
      let asked = 0;
      const call = program.ask.operation('commitVersion', { cwd, paths: ['models/big.bin'], model: 'big' }, {
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.bytes < bytes || stop.signal.aborted) return;
          asked = performance.now();
          stop.abort();
        },
      });
      await expect(call).rejects.toMatchObject({ code: 'cancelled' });
      console.log(`${driver}: cancel of a commit answered after ${(performance.now() - asked).toFixed(1)} ms`);
      await sleep(500);
      expect(await versionsSeenBy(program)).toEqual([]);
    }
    expect(await program.ask.operation('commitVersion', { cwd, paths: ['models/big.bin'], model: 'big' })).toMatchObject({ number: 1 });
    expect(await program.ask.operation('verifyRegistry', { cwd, readData: true })).toMatchObject({ ok: true });
  });

  it('goes on answering while another process holds the lock for 5 s, and commits when it is free', async () => {
    const program = await start();
    const { database } = await program.ask.operation('initRegistry', { cwd });
    const holder = spawn(process.execPath, ['-e', HOLD_LOCK, database], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    let committed = false;
    const call = program.ask.operation('commitVersion', { cwd, paths: ['models/fraud.bin'], model: 'fraud' }).finally(() => (committed = true));
    const latencies: number[] = [];
    let reads = 0;
    for (const until = performance.now() + 3500; performance.now() < until; ) {
      const asked = performance.now();
      await program.ask.control('setTrusted', { trusted: true });
      latencies.push(performance.now() - asked);
      if (reads < 5) {
        expect(await versionsSeenBy(program)).toEqual([]);
        reads += 1;
      }
      await sleep(5);
    }
    expect(committed).toBe(false);
    latencies.sort((a, b) => a - b);
    console.log(`${driver}: answers while the lock is held: median ${latencies[Math.floor(latencies.length / 2)]?.toFixed(1)} ms, worst ${latencies.at(-1)?.toFixed(1)} ms of ${latencies.length}`);
    expect(await call).toMatchObject({ ref: 'fraud:v1' });
  });
});

const HOLD_LOCK = `
const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync(process.argv[1]);
db.exec('BEGIN IMMEDIATE');
process.stdout.write('held');
setTimeout(() => { db.exec('ROLLBACK'); db.close(); }, 5000);
`;
