import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createOperations, type OperationsHost } from '../../src/registry/createOperations.ts';
import { leftOut } from './leftOut.ts';
import { noise } from './modelBytes.ts';
import { readOnlyMount } from './mounts.ts';
import { CLI, filesBelow, requireBuild, Scenario } from './scenario.ts';

let scenario: Scenario;
beforeAll(requireBuild);
beforeEach(async () => {
  const made = new Scenario();
  scenario = made;
  onTestFinished(() => made.remove());
  await scenario.ok(['init']);
  await commit(1);
});

async function commit(seed: number): Promise<{ readonly number: number }> {
  scenario.write('m.bin', noise(9_000_000, seed));
  return scenario.ok(['commit', 'm.bin', '--model', 'fraud', '-m', `seed ${seed}`]);
}

/** A process that keeps the registry open, as the sidecar does. */
function openHost(): OperationsHost {
  const host = createOperations({ programFolder: join(CLI, '..'), env: { ...process.env, ...scenario.env }, ledger: 'inProcess' });
  onTestFinished(() => host.dispose());
  return host;
}

describe('while a process has it open', () => {
  const cwd = (): { readonly cwd: string } => ({ cwd: scenario.project });
  const refs = async (host: OperationsHost): Promise<string[]> => (await host.run('logVersions', cwd())).versions.map(({ ref }) => ref);

  test('a registry that is deleted is missed at once, and used again when it is back', async () => {
    const host = openHost();
    expect(await refs(host)).toEqual(['fraud:v1']);
    const { folder } = await host.run('where', cwd());
    renameSync(folder, `${folder}.away`);
    await expect(host.run('logVersions', cwd())).rejects.toMatchObject({ code: 'registry.notHere' });
    await expect(host.run('commitVersion', { ...cwd(), paths: ['m.bin'], model: 'fraud', allowSame: true })).rejects.toMatchObject({ code: 'registry.notHere' });
    expect(readdirSync(join(folder, '..'))).not.toContain(folder.split('/').at(-1));
    renameSync(`${folder}.away`, folder);
    expect(await refs(host)).toEqual(['fraud:v1']);
    expect(await host.run('commitVersion', { ...cwd(), paths: ['m.bin'], model: 'fraud', allowSame: true })).toMatchObject({ number: 2 });
  });

  test('a ledger whose log is deleted takes nothing, and says that nothing was changed', async () => {
    const host = openHost();
    const { log } = await host.run('where', cwd());
    renameSync(log, `${log}.away`);
    await expect(host.run('logVersions', cwd())).rejects.toMatchObject({ code: 'registry.vanished' });
    await expect(host.run('commitVersion', { ...cwd(), paths: ['m.bin'], model: 'fraud', allowSame: true })).rejects.toMatchObject({ code: 'registry.vanished' });
    expect((await scenario.run(['verify'])).error).toBe('registry.vanished');
    renameSync(`${log}.away`, log);
    expect((await scenario.ok(['verify', '--read-data'])).ok).toBe(true);
    expect(await refs(host)).toEqual(['fraud:v1']);
  });

  test('a registry that is replaced by its backup is opened anew', async () => {
    const host = openHost();
    const { folder } = await host.run('where', cwd());
    await host.run('logVersions', cwd());
    cpSync(folder, `${folder}.backup`, { recursive: true });
    await commit(2);
    expect(await refs(host)).toEqual(['fraud:v2', 'fraud:v1']);
    rmSync(folder, { recursive: true });
    renameSync(`${folder}.backup`, folder);
    expect(await refs(host)).toEqual(['fraud:v1']);
    expect(await host.run('commitVersion', { ...cwd(), paths: ['m.bin'], model: 'fraud' })).toMatchObject({ number: 2, state: 'saved' });
    expect((await scenario.ok(['verify', '--read-data'])).ok).toBe(true);
  });

  test.each(['deleted', 'overwritten', 'truncated'])('a database that is %s is folded again; nothing is lost', async (how) => {
    const host = openHost();
    const { database } = await host.run('where', cwd());
    const before = (await scenario.ok(['verify'])).root;
    expect(await refs(host)).toEqual(['fraud:v1']);
    for (const name of [database, `${database}-wal`]) damageFile(name, how);
    expect(await host.run('commitVersion', { ...cwd(), paths: ['m.bin'], model: 'fraud', allowSame: true, message: 'after' })).toMatchObject({ number: 2, state: 'saved' });
    expect(await refs(host)).toEqual(['fraud:v2', 'fraud:v1']);
    await host.dispose();
    const report = await scenario.ok(['verify', '--read-data']);
    expect(report).toMatchObject({ ok: true, findings: [] });
    expect(report.root).not.toBe(before);
    expect((await scenario.ok(['log'])).versions.map(({ message }: { message: string }) => message)).toEqual(['after', 'seed 1']);
  });
});

function damageFile(name: string, how: string): void {
  if (how === 'deleted') rmSync(name, { force: true });
  else if (how === 'overwritten') writeFileSync(name, noise(200_000, 7));
  else writeFileSync(name, '');
}

describe('a registry that is read-only', () => {
  test('can be looked at and read from; a commit says so and leaves nothing behind', async () => {
    await commit(2);
    const makeWritable = readOnlyMount(scenario.project);
    if (typeof makeWritable === 'string') return leftOut('a read-only mount', makeWritable);
    onTestFinished(makeWritable);
    for (const line of [['list'], ['log'], ['show', 'fraud'], ['card', 'fraud'], ['du'], ['verify', '--read-data'], ['where'], ['status']]) {
      expect([line, (await scenario.run(line)).code]).toEqual([line, 0]);
    }
    expect((await scenario.ok(['where'])).notices.join()).toContain('read-only');
    const out = join(scenario.base, 'out');
    expect((await scenario.ok(['pull', 'fraud:v1', '-o', out])).written).toEqual(['m.bin']);
    expect(readFileSync(join(out, 'm.bin')).equals(noise(9_000_000, 1))).toBe(true);
    for (const line of [['commit', 'm.bin', '--model', 'fraud', '--allow-same'], ['undo', 'fraud:v2'], ['rebuild'], ['commit', join(out, 'm.bin'), '--model', 'other']]) {
      const { code, error, json } = await scenario.run(line);
      expect([line, code, error, json.error.hint]).toEqual([line, 4, 'registry.readOnly', expect.any(String)]);
    }
    expect(readdirSync(join(scenario.base, 'scratch', 'tmp'))).toEqual([]);
    makeWritable();
    expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true });
  });

  test('with a store on a read-only disk it can be looked at too', async () => {
    const other = new Scenario();
    onTestFinished(() => other.remove());
    const store = join(other.base, 'store');
    const env = { MODELKEEP_STORE: store };
    mkdirSync(store);
    await other.ok(['init'], { env });
    other.write('other.bin', noise(100_000, 5));
    await other.ok(['commit', 'other.bin', '--model', 'other'], { env });
    const makeWritable = readOnlyMount(store);
    if (typeof makeWritable === 'string') return leftOut('a read-only store', makeWritable);
    onTestFinished(makeWritable);
    expect((await other.ok(['log', 'other'], { env })).versions).toHaveLength(1);
    expect((await other.ok(['pull', 'other', '-o', '../out'])).written).toEqual(['other.bin']);
    other.write('other.bin', noise(100_000, 6));
    expect(await other.run(['commit', 'other.bin', '--model', 'other'], { env })).toMatchObject({ code: 4, error: 'registry.readOnly' });
  });

  test('a store that is named later does not take the bytes of a registry apart', async () => {
    const elsewhere = { env: { MODELKEEP_STORE: join(scenario.base, 'elsewhere') } };
    scenario.write('m.bin', noise(9_000_000, 2));
    expect(await scenario.ok(['commit', 'm.bin'], elsewhere)).toMatchObject({ ref: 'fraud:v2' });
    expect((await scenario.ok(['where'], elsewhere)).notices.join()).toContain('MODELKEEP_STORE');
    expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true });
    expect(await scenario.run(['log'], { env: { MODELKEEP_STORE: 'relative' } })).toMatchObject({ code: 2, error: 'usage.invalid' });
  });
});

describe('bit rot', () => {
  test.each(['blobs', 'packs', 'layouts'])('in %s is found by verify --read-data and named', async (kind) => {
    scenario.write('m.bin', Buffer.concat([noise(8_500_000, 1), noise(500_000, 2)]));
    await scenario.ok(['commit', 'm.bin', '--model', 'fraud']);
    const { store } = await scenario.ok(['where']);
    const files = filesBelow(join(store, kind)).filter((name) => readFileSync(join(store, kind, name)).length > 200);
    expect(files.length).toBeGreaterThan(0);
    for (const name of files) {
      const path = join(store, kind, name);
      const sound = readFileSync(path);
      const rotten = Buffer.from(sound);
      const middle = Math.floor(rotten.length / 2);
      rotten[middle] = (rotten[middle] ?? 0) ^ 4;
      rmSync(path);
      writeFileSync(path, rotten);
      const { code, json } = await scenario.run(['verify', '--read-data']);
      expect([kind, name, code, json.ok]).toEqual([kind, name, 1, false]);
      expect(json.findings[0]).toMatchObject({ kind: 'object', where: expect.stringMatching(/^[0-9a-f]{64}$/), message: expect.stringContaining('fraud:v') });
      rmSync(path);
      writeFileSync(path, sound);
    }
    expect((await scenario.ok(['verify', '--read-data'])).ok).toBe(true);
  });

  test('in a manifest is named as such, and the version is not read from it', async () => {
    const { store } = await scenario.ok(['where']);
    const { manifest } = await scenario.ok(['show', 'fraud']);
    const path = join(store, 'blobs', manifest.slice(0, 2), manifest.slice(2));
    const text = readFileSync(path, 'utf8').replace('m.bin', 'n.bin');
    rmSync(path);
    writeFileSync(path, text);
    const { code, json } = await scenario.run(['verify']);
    expect([code, json.findings[0]]).toMatchObject([1, { kind: 'object', where: manifest, message: expect.stringContaining('manifest') }]);
    expect(await scenario.run(['pull', 'fraud', '-o', '../out'])).toMatchObject({ code: 1, error: 'store.corrupt' });
  });
});
