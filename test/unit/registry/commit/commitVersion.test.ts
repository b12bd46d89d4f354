import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CommitRequest, CommitResult } from '../../../../src/core/operations/commitOperations.ts';
import { createOperations, type OperationsHost } from '../../../../src/registry/createOperations.ts';
import { temporaryFolder, temporaryProject } from '../../../fakes/temporaryProject.ts';

interface Bench {
  readonly folder: string;
  readonly host: OperationsHost;
  write(path: string, content: string | Uint8Array): void;
  commit(paths: readonly string[], more?: Partial<CommitRequest>): Promise<CommitResult>;
}

/** A project in Git with two files of a model; `at` places it, so that two clones can lie in different places. */
async function bench(author = 'Ana'): Promise<Bench> {
  const { folder, options } = temporaryProject();
  const host = createOperations(options);
  onTestFinished(() => host.dispose());
  const git = (...words: string[]): void => void execFileSync('git', ['-C', folder, '-c', `user.name=${author}`, '-c', 'user.email=a@example.org', ...words]);
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  execFileSync('git', ['init', '-q', '-b', 'main', folder]);
  execFileSync('git', ['-C', folder, 'config', 'user.name', author]);
  write('train.py', 'print(1)\n');
  write('.gitignore', 'models/\n');
  git('add', '.');
  execFileSync('git', ['-C', folder, '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'Start', '--date', '2026-01-01T00:00:00Z'], { env: { ...process.env, GIT_COMMITTER_NAME: 'Same', GIT_AUTHOR_NAME: 'Same', GIT_AUTHOR_EMAIL: 's@example.org', GIT_COMMITTER_EMAIL: 's@example.org', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' } });
  await host.run('initRegistry', { cwd: folder, name: 'bench' });
  writeFileSync(join(folder, '.git/info/exclude'), 'modelkeep.json\n');
  write('models/fraud/model.bin', 'weights one');
  write('models/fraud/metrics.json', '{"f1": 0.90}');
  write('models/fraud/params.yaml', 'lr: 1e-05\n');
  const commit = (paths: readonly string[], more: Partial<CommitRequest> = {}): Promise<CommitResult> => host.run('commitVersion', { cwd: folder, paths, ...more });
  return { folder, host, write, commit };
}

describe('committing a version', () => {
  it('keeps the bytes, the values as written and the code', async () => {
    const { commit } = await bench();
    const result = await commit(['models/fraud'], { model: 'fraud', message: 'First' });
    expect(result).toMatchObject({ state: 'saved', ref: 'fraud:v1', params: [{ name: 'lr', type: 'float', value: '1e-05' }], metrics: [{ name: 'f1', value: '0.90' }], metric: 'f1', direction: 'max' });
    expect(result.files.map((file) => file.path)).toEqual(['metrics.json', 'model.bin', 'params.yaml']);
    expect(result.lineage.code[0]).toMatchObject({ subject: 'Start', branch: 'main', dirtyCode: [] });
    expect(result.lineage.folder).toBe('models/fraud');
  });

  it('gives the same id for the same state, whoever commits it, wherever and whenever', async () => {
    const [one, two] = [await bench('Ana'), await bench('Ben')];
    for (const { folder } of [one, two]) for (const name of readdirSync(join(folder, 'models/fraud'))) utimesSync(join(folder, 'models/fraud', name), 1_800_000_000, 1_800_000_000);
    const [a, b] = [await one.commit(['models/fraud'], { model: 'fraud', message: 'x' }), await two.commit(['models/fraud'], { model: 'fraud', message: 'y' })];
    expect(b.id).toBe(a.id);
    const record = JSON.stringify((await one.host.run('showVersion', { cwd: one.folder, ref: 'fraud' })).record);
    expect(record).not.toContain(one.folder);
    expect(record).not.toMatch(/Ana|202\d-/);
  });

  it('writes nothing when nothing changed, and says so', async () => {
    const { commit, folder, host } = await bench();
    const first = await commit(['models/fraud'], { model: 'fraud' });
    const place = await host.run('where', { cwd: folder });
    const files = (): string[] => readdirSync(place.folder, { recursive: true, encoding: 'utf8' }).filter((name) => !/registry\.db|tmp/.test(name)).sort();
    const before = files();
    for (const more of [{}, { rehash: true }]) expect(await commit(['models/fraud'], more)).toMatchObject({ state: 'unchanged', id: first.id, stored: { newBytes: 0 } });
    expect(files()).toEqual(before);
    expect(await commit(['models/fraud'], { allowSame: true })).toMatchObject({ state: 'saved', ref: 'fraud:v2', parents: [first.id] });
  });

  it('notices a file that was overwritten in place with its mtime put back', async () => {
    const { commit, folder, write } = await bench();
    await commit(['models/fraud'], { model: 'fraud' });
    const file = join(folder, 'models/fraud/model.bin');
    const { atime, mtime } = statSync(file);
    write('models/fraud/model.bin', 'weights 0ne');
    utimesSync(file, atime, mtime);
    expect(await commit(['models/fraud'])).toMatchObject({ state: 'saved', ref: 'fraud:v2' });
  });

  it('records an evaluation when only the metrics of the same model differ', async () => {
    const { commit, folder, write, host } = await bench();
    const metrics = { metrics: ['elsewhere.json'] };
    write('elsewhere.json', '{"f1": 0.90}');
    const first = await commit(['models/fraud/model.bin'], { model: 'fraud', ...metrics });
    write('elsewhere.json', '{"f1": 0.91}');
    expect(await commit(['models/fraud/model.bin'], metrics)).toMatchObject({ state: 'evaluated', id: first.id, metrics: [{ value: '0.91' }], previous: { metrics: [{ value: '0.90' }] } });
    const { evaluations, author } = await host.run('showVersion', { cwd: folder, ref: 'fraud' });
    expect(evaluations).toMatchObject([{ metrics: [{ name: 'f1', value: '0.91' }], author }]);
  });

  it('finds the model that a path belongs to, and a name for a new one', async () => {
    const { commit, write } = await bench();
    expect((await commit(['models/fraud'])).model).toBe('fraud');
    write('models/fraud/model.bin', 'weights two');
    expect((await commit(['models/fraud'])).ref).toBe('fraud:v2');
    write('models/churn/checkpoint-500/model.bin', 'x');
    expect((await commit(['models/churn/checkpoint-500/model.bin'])).model).toBe('churn');
  });

  it('goes back to a model whose only version was undone', async () => {
    const { commit, folder, host, write } = await bench();
    write('solo.bin', 'x');
    const first = await commit(['solo.bin']);
    await host.run('undoCommit', { cwd: folder, ref: 'solo' });
    expect(await commit(['solo.bin'])).toMatchObject({ ref: 'solo:v1', id: first.id });
  });

  it('doubts params and metrics beside files that are an earlier version’s', async () => {
    const { commit, write } = await bench();
    const values = { params: ['p.json'], metrics: ['m.json'] };
    const train = (weights: string, f1: string): void => {
      write('models/fraud/model.bin', weights);
      write('p.json', `{"lr": ${f1}}`);
      write('m.json', `{"f1": ${f1}}`);
    };
    train('one', '0.1');
    const first = await commit(['models/fraud/model.bin'], { model: 'fraud', ...values });
    train('two', '0.2');
    await commit(['models/fraud/model.bin'], values);
    write('models/fraud/model.bin', 'one');
    const third = await commit(['models/fraud/model.bin'], values);
    expect(third.doubts.find((doubt) => doubt.code === 'metrics.otherVersion')?.message).toContain(`sha256:${first.id.slice(0, 8)}`);
  });

  it('judges links that a glob found like links inside a folder', async () => {
    const { commit, folder, host } = await bench();
    const scratch = temporaryFolder();
    writeFileSync(join(scratch, 'far.bin'), 'x');
    symlinkSync(join(scratch, 'far.bin'), join(folder, 'models/fraud/far.bin'));
    await host.run('trackModel', { cwd: folder, model: 'fraud', paths: ['models/fraud'] });
    await expect(commit([], { model: 'fraud' })).rejects.toMatchObject({ code: 'path.outside' });
    expect((await commit([], { model: 'fraud', follow: true })).files.map((file) => file.path)).toContain('far.bin');
  });

  it('commits what modelkeep.json declares, by name alone', async () => {
    const { commit, folder, host, write } = await bench();
    await host.run('trackModel', { cwd: folder, model: 'fraud', paths: ['models/fraud'] });
    expect((await commit([], { model: 'fraud' })).files).toHaveLength(3);
    write('models/fraud/model.bin', 'weights two');
    expect((await host.run('status', { cwd: folder })).changed).toEqual([{ model: 'fraud', path: 'models/fraud/model.bin', ref: 'fraud:v1' }]);
    await expect(commit([], { model: 'other' })).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  it('says when a part of a declared model was named', async () => {
    const { commit, folder, write } = await bench();
    writeFileSync(join(folder, 'modelkeep.json'), readFileSync(join(folder, 'modelkeep.json'), 'utf8').replace(/\n?\}\s*$/, ', "models": {"fraud": {"paths": ["models/fraud/**"]}}}'));
    const part = await commit(['models/fraud/model.bin']);
    expect(part).toMatchObject({ model: 'fraud', files: [{ path: 'model.bin' }] });
    expect(part.notices).toEqual(['modelkeep.json declares 3 files for fraud, and 1 of them was named; modelkeep commit --model fraud takes them all.']);
    expect((await commit(['models/fraud'])).notices).toEqual([]);
    write('models/fraud/model.bin', 'weights two');
    expect((await commit([], { model: 'fraud' })).notices).toEqual([]);
  });

  it('says that a version keeps its code without a secret that was to be kept the second time', async () => {
    const { commit, write } = await bench();
    write('train.py', 'aws_access_key_id = "AKIAIOSFODNN7EXAMPLE"\n');
    expect((await commit(['models/fraud'], { model: 'fraud' })).missing).toContainEqual(expect.objectContaining({ code: 'code.secret' }));
    for (const more of [{}, { rehash: true }]) {
      const again = await commit(['models/fraud'], { model: 'fraud', allowSecret: true, ...more });
      expect([again.state, again.notices]).toEqual(['unchanged', [expect.stringContaining('--allow-same')]]);
    }
    const kept = await commit(['models/fraud'], { model: 'fraud', allowSecret: true, allowSame: true });
    expect(kept).toMatchObject({ state: 'saved', notices: [] });
    expect(kept.missing.map(({ code }) => code)).not.toContain('code.secret');
  });

  it('says what it would record without writing anything', async () => {
    const { commit, folder, host } = await bench();
    const result = await commit(['models/fraud'], { model: 'fraud', dryRun: true });
    expect(result).toMatchObject({ dryRun: true, number: 0, id: '', metrics: [{ name: 'f1', value: '0.90' }] });
    expect((await host.run('listModels', { cwd: folder })).models).toEqual([]);
  });

  it('asks about training state, and takes the part that was chosen', async () => {
    const { commit, write } = await bench();
    write('run/model.bin', 'weights');
    write('run/optimizer.pt', 'state'.repeat(10));
    await expect(commit(['run'])).rejects.toMatchObject({ code: 'include.ambiguous', details: { modelBytes: 7, allBytes: 57 } });
    expect((await commit(['run'], { include: 'model', model: 'm' })).files.map((file) => file.path)).toEqual(['model.bin']);
    expect((await commit(['run'], { include: 'all', model: 'm' })).files).toHaveLength(2);
  });

  it('refuses a sharded model that lacks a shard', async () => {
    const { commit, write } = await bench();
    write('hf/model.safetensors.index.json', JSON.stringify({ weight_map: { a: 'model-1.safetensors', b: 'model-2.safetensors' } }));
    write('hf/model-1.safetensors', 'x');
    await expect(commit(['hf'])).rejects.toMatchObject({ code: 'shard.missing', details: { missing: ['model-2.safetensors'] } });
  });

  it('records digests alone with --no-copy, and copies later as long as the file is what it was', async () => {
    const { commit, folder, host, write } = await bench();
    expect(await commit(['models/fraud/model.bin'], { model: 'fraud', noCopy: true })).toMatchObject({ state: 'external', stored: { newBytes: 0 } });
    expect(await host.run('verifyRegistry', { cwd: folder, readData: true })).toMatchObject({ ok: true });
    write('models/fraud/model.bin', 'weights 0ne');
    expect((await host.run('verifyRegistry', { cwd: folder, readData: true })).findings).toMatchObject([{ kind: 'object', message: expect.stringContaining('changed where it lay') }]);
    await expect(host.run('storeVersion', { cwd: folder, ref: 'fraud' })).rejects.toMatchObject({ code: 'file.changed' });
    write('models/fraud/model.bin', 'weights one');
    expect(await host.run('storeVersion', { cwd: folder, ref: 'fraud' })).toMatchObject({ stored: { bytes: 11 } });
    rmSync(join(folder, 'models/fraud/model.bin'));
    expect(await host.run('restoreVersion', { cwd: folder, ref: 'fraud' })).toMatchObject({ written: ['model.bin'] });
  });

  it('follows a link that was named, and records where it leads beside the record', async () => {
    const { commit, folder, host } = await bench();
    const scratch = temporaryFolder();
    cpSync(join(folder, 'models/fraud'), join(scratch, 'me'), { recursive: true });
    symlinkSync(join(scratch, 'me'), join(folder, 'outputs'));
    expect(await commit(['outputs'], { model: 'linked' })).toMatchObject({ state: 'saved', lineage: { folder: 'outputs' } });
    const shown = await host.run('showVersion', { cwd: folder, ref: 'linked' });
    expect(shown.places).toContainEqual({ name: 'outputs', path: join(scratch, 'me') });
    expect(JSON.stringify(shown.record)).not.toContain(scratch);
  });

  it('goes on after bytes of an earlier version were lost, which is said with its name', async () => {
    const { commit, folder, host, write } = await bench();
    await commit(['models/fraud'], { model: 'fraud' });
    const place = await host.run('where', { cwd: folder });
    await host.dispose();
    for (const part of ['blobs', 'packs', 'layouts']) rmSync(join(place.store, part), { recursive: true, force: true });
    await expect(host.run('showVersion', { cwd: folder, ref: 'fraud' })).rejects.toMatchObject({ code: 'store.missing', message: expect.stringContaining('fraud:v1'), hint: expect.stringContaining('backup') });
    write('models/fraud/model.bin', 'weights two');
    expect(await commit(['models/fraud'], { model: 'fraud' })).toMatchObject({ state: 'saved', ref: 'fraud:v2' });
  });

  it('branches without touching main', async () => {
    const { commit, folder, host, write } = await bench();
    const first = await commit(['models/fraud'], { model: 'fraud' });
    write('models/fraud/model.bin', 'weights two');
    expect(await commit(['models/fraud'], { branch: 'lr-sweep' })).toMatchObject({ number: 2, branch: 'lr-sweep', parents: [first.id] });
    expect((await host.run('showVersion', { cwd: folder, ref: 'fraud' })).number).toBe(1);
    expect((await host.run('showVersion', { cwd: folder, ref: 'fraud~lr-sweep' })).number).toBe(2);
  });

  it('stops when it is cancelled, and leaves nothing to be seen', async () => {
    const { folder, host, write } = await bench();
    write('big.bin', new Uint8Array(64 * 1024 * 1024));
    const controller = new AbortController();
    const running = host.run('commitVersion', { cwd: folder, paths: ['big.bin'], model: 'big' }, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect((await host.run('listModels', { cwd: folder })).models).toEqual([]);
  });
});
