import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ComparedText } from '../../../../src/core/operations/diffOperations.ts';
import type { OperationParams } from '../../../../src/core/operations/operations.ts';
import { createOperations, type OperationsHost } from '../../../../src/registry/createOperations.ts';
import { safetensors } from '../../../editor/trainedProject.ts';
import { temporaryProject } from '../../../fakes/temporaryProject.ts';

interface Bench {
  readonly folder: string;
  readonly host: OperationsHost;
  write(path: string, content: string | Uint8Array): void;
  git(...words: string[]): string;
  file(params: Partial<OperationParams<'compareFile'>>): Promise<ComparedText>;
}

/** Two versions of a model in Git: other weights, params, data and packages; a commit between, and uncommitted work at the second. */
async function bench(): Promise<Bench> {
  const { folder, options } = temporaryProject();
  const host = createOperations(options);
  onTestFinished(() => host.dispose());
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const git = (...words: string[]): string => execFileSync('git', ['-C', folder, '-c', 'user.name=Ana', '-c', 'user.email=a@example.org', ...words], { encoding: 'utf8' }).trim();
  const lock = (numpy: string): string => `version = 1\n\n[[package]]\nname = "numpy"\nversion = "${numpy}"\n`;
  git('init', '-q', '-b', 'main');
  write('.gitignore', 'models/\nmodelkeep.json\n');
  write('train.py', 'one\n');
  write('odd.py', Buffer.from('caf\xe9\n', 'latin1'));
  write('gone.py', 'gone\n');
  write('uv.lock', lock('2.1.0'));
  write('data/a.csv', 'a\n');
  write('data/b.csv', 'b\n');
  git('add', '.');
  git('commit', '-q', '-m', 'Start');
  await host.run('initRegistry', { cwd: folder, name: 'bench' });
  write('models/model.safetensors', safetensors(100, 1));
  write('models/params.yaml', 'dropout: 0.1\n');
  write('models/metrics.json', '{"f1": 0.90}');
  const commit = (message: string): Promise<unknown> => host.run('commitVersion', { cwd: folder, paths: ['models/model.safetensors'], model: 'fraud', message, data: ['data'] });
  await commit('First');
  write('train.py', 'two\n');
  git('rm', '-q', 'gone.py');
  git('commit', '-q', '-a', '-m', 'Train longer');
  write('train.py', 'three, not committed\n');
  write('new.py', 'new\n');
  write('uv.lock', lock('2.2.0'));
  write('data/b.csv', 'bb\n');
  write('models/params.yaml', 'dropout: 0.3\n');
  write('models/metrics.json', '{"f1": 0.95}');
  write('models/model.safetensors', safetensors(100, 2));
  await commit('Second');
  return { folder, host, write, git, file: (params) => host.run('compareFile', { cwd: folder, ref: 'fraud:v2', path: 'train.py', of: 'code', ...params }) };
}

describe('comparing two versions', () => {
  it('reads tables, packages, listings and the commits between', async () => {
    const { folder, host } = await bench();
    const diff = await host.run('diffVersions', { cwd: folder, from: 'fraud:v1', to: 'fraud:v2' });
    expect(diff.headline.sentences).toEqual(['Better: f1 0.90 → 0.95 (+0.05).']);
    expect(diff.params).toMatchObject([{ name: 'dropout', from: { value: '0.1' }, to: { value: '0.3' } }]);
    expect(diff.environment.packages).toEqual([{ name: 'numpy', from: '2.1.0', to: '2.2.0', change: 'up' }]);
    expect(diff.data[0]?.listing).toMatchObject({ changed: 1, same: 1, files: [{ path: 'b.csv', change: 'changed' }] });
    expect(diff.tensors.changes.map(({ name }) => name)).toEqual(['encoder.weight', 'head.weight']);
    expect(diff.code[0]?.between).toMatchObject({ relation: 'after', commitTotal: 1, commits: [{ subject: 'Train longer', author: 'Ana' }], fileTotal: 2, files: [{ path: 'gone.py', change: 'removed', removed: 1 }, { path: 'train.py', change: 'changed', added: 1, removed: 1 }] });
    expect(diff.code[0]?.uncommittedFiles.map(({ path, on }) => [path, on])).toContainEqual(['train.py', 'to']);
    const back = await host.run('diffVersions', { cwd: folder, from: 'fraud:v2', to: 'fraud:v1' });
    expect(back.code[0]?.between?.relation).toBe('before');
  });

  it('finds the version before, and says when there is none, or no baseline', async () => {
    const { folder, host } = await bench();
    expect((await host.run('diffVersions', { cwd: folder, to: 'fraud', against: 'previous' })).from.ref).toBe('fraud:v1');
    await expect(host.run('diffVersions', { cwd: folder, to: 'fraud:v1', against: 'previous' })).rejects.toMatchObject({ code: 'reference.notFound', message: 'fraud:v1 has no version before it.' });
    await expect(host.run('diffVersions', { cwd: folder, to: 'fraud', against: 'baseline' })).rejects.toMatchObject({ code: 'reference.notFound' });
    await expect(host.run('diffVersions', { cwd: folder, from: 'fraud' })).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  it('says what Git cannot tell, and runs none where it may not', async () => {
    const { folder, host } = await bench();
    const untrusted = await host.run('diffVersions', { cwd: folder, from: 'fraud:v1', to: 'fraud:v2', trusted: false });
    expect(untrusted.code[0]?.between?.problem).toContain('untrusted');
    rmSync(join(folder, '.git/HEAD'));
    const diff = await host.run('diffVersions', { cwd: folder, from: 'fraud:v1', to: 'fraud:v2' });
    expect(diff.summary.code.unknown[0]?.message).toMatch(/Git|repository/);
  });

  it('compares with the files in the workspace as they are now, and keeps nothing', async () => {
    const { folder, host, write } = await bench();
    const same = await host.run('diffVersions', { cwd: folder, from: 'fraud:v2', workspace: true });
    expect([same.to.ref, same.summary.files.state, same.summary.metrics.state, same.summary.params.state]).toEqual(['models (workspace)', 'same', 'same', 'same']);
    const before = await host.run('diskUsage', { cwd: folder });
    write('models/model.safetensors', safetensors(100, 3));
    write('models/metrics.json', '{"f1": 0.99}');
    const diff = await host.run('diffVersions', { cwd: folder, from: 'fraud:v2', workspace: true });
    expect(diff.metrics).toMatchObject([{ name: 'f1', from: '0.95', to: '0.99', verdict: 'better' }]);
    expect(diff.tensors.changes).toHaveLength(2);
    expect(diff.to.id).toBeUndefined();
    expect(await host.run('diskUsage', { cwd: folder })).toEqual(before);
    rmSync(join(folder, 'models/model.safetensors'));
    await expect(host.run('diffVersions', { cwd: folder, from: 'fraud:v2', workspace: true })).rejects.toMatchObject({ code: 'path.missing' });
  });
});

describe('a file of a state', () => {
  it('is what commit, patch and untracked files made of it', async () => {
    const { file } = await bench();
    expect(await file({ ref: 'fraud:v1' })).toEqual({ state: 'text', text: 'one\n', size: 4 });
    expect(await file({})).toMatchObject({ text: 'three, not committed\n' });
    expect(await file({ path: 'new.py' })).toMatchObject({ text: 'new\n' });
    expect(await file({ path: 'odd.py' })).toMatchObject({ text: 'café\n' });
    expect(await file({ ref: 'fraud:v1', path: 'gone.py' })).toMatchObject({ text: 'gone\n' });
    expect(await file({ path: 'gone.py' })).toEqual({ state: 'absent', text: '', size: 0 });
    expect(await file({ path: '../../etc/passwd' }).catch((error: unknown) => error)).not.toMatchObject({ state: 'text' });
    await expect(file({ trusted: false })).rejects.toMatchObject({ code: 'policy.refused' });
  });

  it('of the version itself comes from the store, weights as no text', async () => {
    const { file } = await bench();
    expect(await file({ of: 'artifact', path: 'model.safetensors' })).toMatchObject({ state: 'binary', text: '' });
    expect(await file({ of: 'artifact', path: 'none.json' })).toMatchObject({ state: 'absent' });
  });
});
