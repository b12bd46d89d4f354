import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newProject, projectWithVersion, safetensors } from './project.ts';

/** All files below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

function damage(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
}

describe('verify', () => {
  test('of a sound registry counts what it looked at', async () => {
    const project = await projectWithVersion();
    const report = await project.json(['verify', '--read-data']);
    expect(report).toMatchObject({ ok: true, findings: [] });
    expect(report.events).toBeGreaterThanOrEqual(3);
    expect(report.slots).toBeGreaterThanOrEqual(2);
    expect(report.objects).toBeGreaterThan(0);
    expect((await project.run(['verify', 'fraud:v1'])).out).toMatch(/^ok /);
  });

  test('names the object whose bytes changed, with --read-data', async () => {
    const project = await projectWithVersion();
    const { store } = await project.json(['where']);
    const { files } = await project.json(['show', 'fraud']);
    const blob = filesBelow(store).find((path) => path.replaceAll('/', '').includes(files[0].sha256));
    damage(blob ?? expect.fail('the blob is not there'), 300);
    expect(await project.json(['verify'])).toMatchObject({ ok: true });
    const report = await project.json(['verify', '--read-data'], 1);
    expect(report.ok).toBe(false);
    expect(report.findings[0]).toMatchObject({ kind: 'object', where: expect.stringContaining(files[0].sha256.slice(0, 8)) });
  });

  test('names the slot whose bytes changed', async () => {
    const project = await projectWithVersion();
    const { log } = await project.json(['where']);
    const segment = filesBelow(log).sort().at(-1) ?? expect.fail('the log is empty');
    damage(segment, Math.floor(statSync(segment).size / 2));
    const { code, out, err } = await project.run(['verify', '--json']);
    expect(code).toBe(1);
    const document = JSON.parse(out);
    const first = document.findings?.[0] ?? document.error;
    expect(JSON.stringify(first)).toMatch(/slot|ledger/);
    expect(err).toBe('');
  });
});

describe('rebuild', () => {
  test('makes the same catalogue from the log, also by itself when the database is gone', async () => {
    const project = await projectWithVersion();
    const before = await project.json(['show', 'fraud']);
    const { database } = await project.json(['where']);
    const { root } = await project.json(['verify']);
    expect(await project.json(['rebuild'])).toMatchObject({ root });
    for (const path of [database, `${database}-wal`, `${database}-shm`]) rmSync(path, { force: true });
    const { code, out, err } = await project.run(['show', 'fraud', '--json']);
    expect([code, JSON.parse(out)]).toEqual([0, before]);
    expect(err).toBe('note: The registry\u2019s database was rebuilt from the ledger: 3 events.\n');
    expect(await project.json(['verify'])).toMatchObject({ ok: true, root });
  });
});

describe('what is to be known of the ledger', () => {
  test('is said beside every answer, once', async () => {
    const project = await projectWithVersion();
    const { database } = await project.json(['where']);
    for (const args of [['log'], ['stages', 'fraud'], ['where'], ['key', 'show']]) {
      writeFileSync(database, 'no database');
      const { code, err } = await project.run(args);
      expect([args, code, err.match(/^note: The registry.s database was (damaged|rebuilt from the ledger: \d+ events)\.$/gm)]).toEqual([args, 0, [expect.stringContaining('damaged'), expect.stringContaining('rebuilt')]]);
      expect((await project.run(args)).err).not.toContain('rebuilt');
    }
  });
});

describe('du', () => {
  test('tells own from shared bytes', async () => {
    const project = await projectWithVersion();
    project.write('models/fraud/model.safetensors', safetensors(2));
    await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud']);
    const usage = await project.json(['du']);
    expect(usage.entries.map(({ ref }: { ref?: string }) => ref)).toEqual(expect.arrayContaining(['fraud:v1', 'fraud:v2']));
    expect(usage.total).toBeGreaterThanOrEqual(2 * 256);
    expect((await project.run(['du'])).out).toContain('total');
  });
});

describe('audit', () => {
  test('tells who did what, exports with the verifier, and leaves a checkpoint that verify holds the ledger against', async () => {
    const project = await projectWithVersion();
    expect((await project.run(['audit', 'log', '--type', 'version'])).out).toMatch(/#2 .* version\.committed   Test Person [^]*fraud:v1 committed\n/);
    expect(await project.json(['audit', 'checkpoint'])).toMatchObject({ file: project.path('modelkeep.lock'), size: 3, written: true });
    project.git('add', 'modelkeep.lock');
    project.git('commit', '-q', '-m', 'Checkpoint');
    expect(await project.json(['verify'])).toMatchObject({ ok: true, checkpoints: 1 });
    const { root } = await project.json(['audit', 'export', 'out']);
    expect(readFileSync(project.path('out/checkpoint.txt'), 'utf8')).toContain(`\n3\n${root}\n`);
    expect(readdirSync(project.path('out')).sort()).toEqual(['README.md', 'checkpoint.txt', 'export.json', 'log', 'verify_ledger.py']);
  });
});

describe('export and import', () => {
  test('carry a whole registry to another project, with the same ids and bytes', async () => {
    const project = await projectWithVersion();
    const before = await project.json(['show', 'fraud']);
    const answer = await project.json(['export', 'backup.modelkeep']);
    expect(answer).toMatchObject({ file: project.path('backup.modelkeep'), bytes: statSync(project.path('backup.modelkeep')).size });
    const other = newProject();
    expect((await other.json(['import', project.path('backup.modelkeep')])).notices).toEqual([]);
    expect((await other.json(['show', 'fraud'])).id).toBe(before.id);
    await other.json(['pull', 'fraud', '-o', 'out']);
    expect(readFileSync(other.path('out/model.safetensors'))).toEqual(safetensors(1));
    expect(await other.json(['verify', '--read-data'])).toMatchObject({ ok: true });
    expect((await other.json(['import', project.path('backup.modelkeep')], 1)).error.code).toBe('registry.exists');
    expect((await newProject().json(['import', 'none'], 3)).error.code).toBe('path.missing');
  });
});
