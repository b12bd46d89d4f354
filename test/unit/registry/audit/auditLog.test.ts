import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createOperations, type OperationsHost } from '../../../../src/registry/createOperations.ts';
import { checkpointFile, checkpointOnPromotion } from '../../../../src/registry/audit/writeCheckpoint.ts';
import { openRegistries } from '../../../../src/registry/openRegistries.ts';
import { type AuditedProject, auditedProject } from './auditedProject.ts';

let project: AuditedProject;
let host: OperationsHost;
let at: { readonly cwd: string };

beforeEach(async () => {
  project = await auditedProject();
  host = createOperations(project.options);
  at = { cwd: project.folder };
  onTestFinished(async () => {
    await host.dispose();
    project.remove();
  });
});

describe('the audit log', () => {
  it('tells every event, newest first: who, what from what to what, and its line', async () => {
    const { events, next } = await host.run('auditLog', at);
    expect(next).toBeUndefined();
    expect(events.map((event) => [event.position, event.change])).toEqual([
      [6, 'fraud:v2 tagged 1.0.0'],
      [5, 'fraud:v2 committed, after v1: dropout 0.3, lr 0.1 \u2192 0.2, seed removed'],
      [4, 'churn:v1 committed'],
      [3, 'Model churn begun'],
      [2, 'fraud:v1 committed'],
      [1, 'Model fraud begun'],
      [0, 'Registry audited begun by Ana; admission open'],
    ]);
    const [, commit] = events;
    expect(commit).toMatchObject({ type: 'version.committed', model: 'fraud', ref: 'fraud:v2', before: 'fraud:v1', after: 'fraud:v2', actor: { member: 'Ana', author: 'Ana' }, message: 'Third, \u201cbetter\u201d \u2013 na\u00efve', signature: 'valid', rejected: null });
    expect(commit?.details).toEqual(expect.arrayContaining([{ fact: 'param', name: 'lr', before: '0.1', after: '0.2' }, { fact: 'param', name: 'seed', before: '1' }, { fact: 'param', name: 'dropout', after: '0.3' }]));
    expect(JSON.parse(commit?.raw ?? '')).toMatchObject({ k: 'ev', type: 'version.committed', t: commit?.time });
  });

  it('filters, by everything at once too, and pages', async () => {
    const positions = async (filters: object): Promise<readonly number[]> => (await host.run('auditLog', { ...at, ...filters })).events.map((event) => event.position);
    expect(await positions({ model: 'fraud' })).toEqual([6, 5, 2, 1]);
    expect(await positions({ model: 'fraud', type: 'version' })).toEqual([5, 2]);
    expect(await positions({ type: 'tag.set' })).toEqual([6]);
    expect(await positions({ version: 'fraud:v2' })).toEqual([6, 5]);
    expect(await positions({ actor: 'ana', limit: 2 })).toEqual([6, 5]);
    expect(await positions({ text: 'NA\u00cfVE' })).toEqual([5]);
    expect(await positions({ text: '\u201cbetter\u201d', model: 'churn' })).toEqual([]);
    expect(await positions({ rejected: true })).toEqual([]);
    expect(await positions({ from: '2100-01-01' })).toEqual([]);
    expect(await positions({ to: '2100-01-01', from: '2020-01-01T00:00', limit: 1, after: '3' })).toEqual([2]);
    const first = await host.run('auditLog', { ...at, limit: 3 });
    expect((await host.run('auditLog', { ...at, limit: 3, after: first.next ?? '' })).events.map((event) => event.position)).toEqual([3, 2, 1]);
    const { device } = first.events[0]?.actor ?? {};
    expect(await positions({ actor: device, type: 'model' })).toEqual([3, 1]);
  });

  it('says when the bytes of a segment are not those any more', async () => {
    const { log } = await host.run('where', at);
    const file = join(log, '000000000000', '0002.seg');
    const bytes = readFileSync(file, 'utf8');
    rmSync(file);
    writeFileSync(file, bytes.replace('"message":"Second"', '"message":"Forged"'));
    const { events } = await host.run('auditLog', { ...at, model: 'churn' });
    expect(events.map(({ type, message, signature }) => [type, message, signature])).toEqual([['version.committed', 'Forged', 'changed'], ['model.created', '', 'changed']]);
    rmSync(file);
    expect((await host.run('auditLog', { ...at, model: 'churn' })).events[0]).toMatchObject({ change: 'Its line is not in the log any more', signature: 'changed', raw: '' });
    await expect(host.run('exportAudit', { ...at, output: 'out' })).rejects.toMatchObject({ code: 'ledger.changed' });
  });

  it('refuses filters that mean nothing', async () => {
    const wrong = [{ type: 'stge' }, { from: 'yesterday' }, { to: '2026-13-01' }, { after: 'x' }, { actor: 'Nobody' }, { model: 'none' }, { version: 'fraud:v9' }];
    const codes = await Promise.all(wrong.map((filters) => host.run('auditLog', { ...at, ...filters }).then(() => 'nothing', (error: { code: string }) => error.code)));
    expect(codes).toEqual([...Array.from({ length: 4 }, () => 'usage.invalid'), ...Array.from({ length: 3 }, () => 'reference.notFound')]);
  });
});

describe('checkpoints', () => {
  it('are found in Git, and tell that the past was rewritten with the right keys', async () => {
    const written = await host.run('writeCheckpoint', at);
    expect(written).toMatchObject({ file: join(project.folder, 'modelkeep.lock'), size: 7, written: true });
    expect((await host.run('writeCheckpoint', at)).written).toBe(false);
    project.git('add', 'modelkeep.lock');
    project.git('commit', '-q', '-m', 'Checkpoint');
    const commit = project.git('rev-parse', 'HEAD').slice(0, 12);
    project.git('rm', '-q', 'modelkeep.lock');
    project.git('commit', '-q', '-m', 'Away with it');
    expect(await host.run('verifyRegistry', at)).toMatchObject({ ok: true, checkpoints: 1 });
    expect(await host.run('verifyRegistry', { ...at, trusted: false })).toMatchObject({ ok: true, checkpoints: 0 });
    await host.dispose();
    project.rewrite();
    host = createOperations(project.options);
    const report = await host.run('verifyRegistry', at);
    expect(report.findings).toEqual([{ kind: 'checkpoint', where: `modelkeep.lock in commit ${commit}`, message: expect.stringMatching(/^The past was rewritten: the first 7 events are not those .* It is signed by Ana\.$/) }]);
    expect(await host.run('verifyRegistry', { ...at, trusted: false }), 'by itself it is sound').toMatchObject({ ok: true });
    await host.run('writeCheckpoint', at);
    expect((await host.run('verifyRegistry', at)).findings, 'beside a right one of the same size').toEqual(report.findings);
    rmSync(join(project.folder, 'modelkeep.lock'));
    expect((await host.run('verifyRegistry', { ...at, checkpoint: project.earlier })).findings, 'a checkpoint in the middle').toMatchObject([{ where: 'earlier.lock', message: expect.stringContaining('rewritten: the first 6 events') }]);
  });

  it('are written after a promotion where modelkeep.json asks for it, and never undo the promotion', async () => {
    const registries = openRegistries(project.options);
    onTestFinished(() => registries.dispose());
    const registry = await registries.open(await registries.project(project.folder));
    expect(await checkpointOnPromotion(registry)).toBeUndefined();
    const config = readFileSync(registry.project.config, 'utf8');
    writeFileSync(registry.project.config, config.replace('{', '{ "checkpoint": "on-promotion",'));
    expect(await checkpointOnPromotion(registry)).toBe('modelkeep.lock was written: commit it with the code.');
    expect(await checkpointOnPromotion(registry), 'nothing happened since').toBeUndefined();
    rmSync(checkpointFile(registry));
    mkdirSync(checkpointFile(registry));
    expect(await checkpointOnPromotion(registry)).toMatch(/^modelkeep\.lock was not written: /);
  });

  it('tell a cut tail, a file that was changed and one that is none', async () => {
    const lock = join(project.folder, 'modelkeep.lock');
    const { registry, root } = await host.run('writeCheckpoint', at);
    const findings = async (text: string): Promise<unknown> => {
      writeFileSync(lock, text);
      return (await host.run('verifyRegistry', at)).findings;
    };
    const note = (await host.run('writeCheckpoint', { ...at, output: 'other.lock' })).note;
    expect(await findings(`modelkeep/${registry}\n9\n${root}\n\n${note}\n`)).toMatchObject([{ where: 'modelkeep.lock', message: expect.stringMatching(/There were 9 events once, now there are 7.*Its own signature is wrong/) }]);
    expect(await findings(`modelkeep/${registry}\r\n7\r\n${root}\r\n\r\n${note}\r\n`), 'with the line ends of Windows').toEqual([]);
    const spoiled = note.replace(/(.)(.{8})$/, (_, one: string, rest: string) => (one === 'A' ? 'B' : 'A') + rest);
    expect(await findings(`modelkeep/${registry}\n7\n${root}\n\n${spoiled}\n`), 'another signature').toMatchObject([{ where: 'modelkeep.lock', message: expect.stringContaining('not signed by a key of this registry') }]);
    expect(await findings('<<<<<<< HEAD\n')).toMatchObject([{ kind: 'checkpoint', message: expect.stringContaining('is no checkpoint') }]);
    await expect(host.run('verifyRegistry', { ...at, checkpoint: 'params.json' })).rejects.toMatchObject({ code: 'usage.invalid' });
    await expect(host.run('verifyRegistry', { ...at, checkpoint: 'gone.lock' })).rejects.toMatchObject({ code: 'path.missing' });
  });
});

describe('exports', () => {
  it('go into a new folder only', async () => {
    await expect(host.run('exportAudit', { ...at, output: '.' })).rejects.toMatchObject({ code: 'file.differs' });
    await expect(host.run('exportAudit', { ...at, output: 'out', model: 'none' })).rejects.toMatchObject({ code: 'reference.notFound' });
    expect(await host.run('exportAudit', { ...at, output: 'out', model: 'churn' })).toMatchObject({ output: join(project.folder, 'out'), events: 3, size: 7, slots: 1 });
  });
});
