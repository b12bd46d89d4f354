import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newProject, projectWithVersion, safetensors } from './project.ts';

describe('init and where', () => {
  test('make a registry in the Git folder and say where everything is', async () => {
    const project = newProject();
    const place = await project.json(['init', '--name', 'team']);
    expect(place).toMatchObject({ name: 'team', config: project.path('modelkeep.json'), readOnly: false });
    expect(place.registry).toMatch(/^r_/);
    expect(place.folder).toBe(project.path('.git/modelkeep', place.registry));
    expect(await project.json(['where'])).toMatchObject({ registry: place.registry, folder: place.folder, log: place.log, database: place.database, store: place.store });
    const text = (await project.run(['where'])).out;
    for (const path of [place.config, place.folder, place.log, place.database, place.store]) expect(text).toContain(path);
  });

  test('work without Git, and refuse a second registry', async () => {
    const project = newProject({ git: false });
    const place = await project.json(['init']);
    expect(place.folder).toBe(project.path('.modelkeep', place.registry));
    expect((await project.json(['init'], 1)).error.code).toBe('registry.exists');
  });

  test('without a registry everything else says how to make one and exits with 4', async () => {
    const project = newProject();
    project.write('model.safetensors', safetensors(1));
    for (const line of [['where'], ['log'], ['list'], ['status'], ['verify'], ['commit', 'model.safetensors']]) {
      const { code, err } = await project.run(line);
      expect([line, code]).toEqual([line, 4]);
      expect(err).toContain('modelkeep init');
    }
  });
});

describe('commit', () => {
  test('answers which bytes, which code, which data, which params and which result', async () => {
    const project = newProject();
    await project.json(['init']);
    project.write('m/model.safetensors', safetensors(1));
    project.write('metrics.json', '{"f1": 0.940, "val": {"acc": 1e-05, "__proto__": 3}}');
    project.write('params.yaml', 'train:\n  lr: 3e-4\n  name: adam\nother: 1\n');
    project.write('train.py', 'print("changed")\n');
    const line = ['commit', 'm/model.safetensors', '--model', 'fraud', '-m', 'First', '--params', 'params.yaml:train', '--metrics', 'metrics.json', '--data', 'data/train.csv', '--experiment', 'run-7'];
    const version = await project.json(line);
    expect(version).toMatchObject({ model: 'fraud', number: 1, ref: 'fraud:v1', branch: 'main', parents: [], state: 'saved', dryRun: false });
    const bytes = readFileSync(project.path('m/model.safetensors'));
    expect(version.files).toEqual([{ path: 'model.safetensors', size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }]);
    expect(version.params).toEqual({ 'train.lr': '3e-4', 'train.name': 'adam' });
    expect(version.metrics).toMatchObject({ f1: '0.940', 'val.acc': '1e-05' });
    expect(version.stored.newBytes).toBe(bytes.length);
    expect(version.lineage.code[0]).toMatchObject({ commit: project.git('rev-parse', 'HEAD'), dirtyCode: expect.arrayContaining(['train.py']) });
    expect(version.lineage.data[0]).toMatchObject({ name: 'data/train.csv', strength: 'content' });
    expect(version.lineage.experiment).toEqual({ system: 'given', id: 'run-7' });
    expect(version.id).toMatch(/^[0-9a-f]{64}$/);
  });

  test('counts the modelkeep.json that init wrote to no change of the code, one with more in it does', async () => {
    const project = newProject();
    const { registry } = await project.json(['init']);
    project.write('.git/info/exclude', '*.safetensors\n');
    project.write('model.safetensors', safetensors(1));
    const dirty = async (): Promise<unknown> => (await project.json(['commit', 'model.safetensors', '--dry-run'])).lineage.code[0].dirtyCode;
    expect(await dirty()).toEqual([]);
    project.write('modelkeep.json', JSON.stringify({ registry, models: {} }));
    expect(await dirty()).toEqual(['modelkeep.json']);
  });

  test('of the same again writes nothing, of other metrics records an evaluation, --allow-same makes a version', async () => {
    const project = await projectWithVersion();
    const line = ['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '--metrics', 'models/fraud/metrics.json', '--params', 'params.yaml'];
    expect(await project.json(line)).toMatchObject({ state: 'unchanged', number: 1, stored: { newBytes: 0 } });
    expect(await project.json([...line, '--rehash'])).toMatchObject({ state: 'unchanged', number: 1 });
    project.write('models/fraud/metrics.json', '{"f1": 0.5}');
    expect(await project.json(line)).toMatchObject({ state: 'evaluated', number: 1 });
    expect((await project.json(['show', 'fraud:v1'])).evaluations).toHaveLength(1);
    expect(await project.json([...line, '--allow-same'])).toMatchObject({ state: 'saved', number: 2 });
  });

  test('tells people on a few lines what was captured', async () => {
    const project = await projectWithVersion();
    project.write('models/fraud/model.safetensors', safetensors(2));
    project.write('models/fraud/metrics.json', '{"f1": 0.953}');
    const { code, out } = await project.run(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '--metrics', 'models/fraud/metrics.json', '-m', 'Second']);
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}fraud v2 {3}sha256:[0-9a-f]{8} {3}f1 0\.953 \(\+0\.013\) {3}\d+ B new\n {2}code [0-9a-f]{7}/);
    expect(out).not.toContain('\x1b');
  });

  test('finds the model by the path, from any folder and through -C', async () => {
    const project = await projectWithVersion();
    project.write('models/fraud/model.safetensors', safetensors(3));
    expect(await project.json(['-C', 'models', '-C', 'fraud', 'commit', 'model.safetensors'])).toMatchObject({ ref: 'fraud:v2' });
  });

  test('goes to a branch, and has parents', async () => {
    const project = await projectWithVersion();
    const first = await project.json(['show', 'fraud:v1']);
    project.write('models/fraud/model.safetensors', safetensors(4));
    const version = await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '--branch', 'lr-sweep']);
    expect(version).toMatchObject({ branch: 'lr-sweep', number: 2, parents: [first.id] });
    expect(await project.json(['show', 'fraud~lr-sweep'])).toMatchObject({ number: 2 });
    expect(await project.json(['show', 'fraud'])).toMatchObject({ number: 1 });
    project.write('student.safetensors', safetensors(5));
    expect((await project.json(['commit', 'student.safetensors', '--model', 'student', '--parent', 'fraud:v1', '--parent', 'hf:bert@abc'])).parents).toEqual([first.id]);
    expect((await project.json(['commit', 'student.safetensors', '--model', 'other', '--parent', 'fraud:v9'], 3)).error.code).toBe('reference.notFound');
  });

  test('--dry-run writes nothing', async () => {
    const project = await projectWithVersion();
    project.write('models/fraud/model.safetensors', safetensors(6));
    expect(await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '--dry-run'])).toMatchObject({ dryRun: true, model: 'fraud' });
    expect((await project.json(['log', 'fraud'])).versions).toHaveLength(1);
    expect((await project.run(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '--dry-run'])).out).toContain('dry run');
  });

  test('--no-copy leaves the bytes where they lie until they are stored', async () => {
    const project = await projectWithVersion();
    project.write('models/fraud/model.safetensors', safetensors(7));
    expect(await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '--no-copy'])).toMatchObject({ state: 'external', ref: 'fraud:v2' });
    expect(await project.json(['show', 'fraud'])).toMatchObject({ state: 'external', stored: { bytes: 0 } });
    expect((await project.run(['log', 'fraud'])).out).toContain('not copied');
    expect((await project.json(['store', 'fraud:v2'])).stored.newBytes).toBeGreaterThan(0);
    expect(await project.json(['show', 'fraud'])).toMatchObject({ state: 'saved' });
    expect((await project.run(['log', 'fraud'])).out).not.toContain('not copied');
    project.write('models/fraud/model.safetensors', safetensors(8));
    await project.json(['pull', 'fraud:v2', '-o', 'out']);
    expect(readFileSync(project.path('out/model.safetensors'))).toEqual(safetensors(7));
  });

  test('of a folder with training state asks for --include', async () => {
    const project = newProject();
    await project.json(['init']);
    project.write('out/model.safetensors', safetensors(1));
    project.write('out/config.json', '{}');
    project.write('out/optimizer.pt', 'state');
    const refused = (await project.json(['commit', 'out'], 2)).error;
    expect(refused).toMatchObject({ code: 'include.ambiguous', hint: expect.stringContaining('--include') });
    expect(Object.values(refused.details)).toEqual(expect.arrayContaining([expect.any(Number)]));
    const model = await project.json(['commit', 'out', '--model', 'm', '--include', 'model']);
    expect(model.files.map(({ path }: { path: string }) => path)).toEqual(['config.json', 'model.safetensors']);
    const all = await project.json(['commit', 'out', '--model', 'm', '--include', 'all']);
    expect(all.files.map(({ path }: { path: string }) => path)).toContain('optimizer.pt');
  });

  test('follows links that lead out of the workspace with --follow alone', async () => {
    const project = newProject();
    const other = newProject({ git: false });
    await project.json(['init']);
    other.write('big.safetensors', safetensors(1));
    mkdirSync(project.path('m'));
    symlinkSync(other.path('big.safetensors'), project.path('m/model.safetensors'));
    const refused = (await project.json(['commit', 'm', '--model', 'm'], 1)).error;
    expect(refused).toMatchObject({ code: 'path.outside', hint: expect.stringContaining('--follow') });
    expect(await project.json(['commit', 'm', '--model', 'm', '--follow'])).toMatchObject({ ref: 'm:v1' });
  });

  test('leaves secrets of the code out and names them, unless --allow-secret keeps them', async () => {
    const project = newProject();
    await project.json(['init']);
    project.write('model.safetensors', safetensors(1));
    project.write('train.py', 'AWS_SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"\naws_access_key_id = "AKIAIOSFODNN7EXAMPLE"\n');
    const careful = await project.json(['commit', 'model.safetensors', '--model', 'm']);
    expect(careful.missing.map(({ fact }: { fact: string }) => fact)).toContain('code');
    const keeping = await project.json(['commit', 'model.safetensors', '--model', 'k', '--allow-secret']);
    expect((await project.run(['show', keeping.ref, '--object', 'patch'])).out).toContain('AKIAIOSFODNN7EXAMPLE');
  });

  test('takes what modelkeep.json declares', async () => {
    const project = newProject();
    const { registry } = await project.json(['init']);
    project.write('models/fraud/model.safetensors', safetensors(1));
    project.write('models/fraud/metrics.json', '{"f1": 0.9}');
    project.write('modelkeep.json', JSON.stringify({ registry, models: { fraud: { paths: ['models/fraud/**'], metrics: ['models/fraud/metrics.json'], data: ['data/train.csv'], metric: 'f1', direction: 'max' } } }));
    const version = await project.json(['commit', '--model', 'fraud']);
    expect(version).toMatchObject({ ref: 'fraud:v1', metrics: { f1: '0.9' } });
    expect((await project.json(['commit', 'fraud'], 3)).error.hint).toContain('modelkeep commit --model fraud');
    expect((await project.json(['commit', '--model', 'frau'], 2)).error.hint).toBe('Did you mean fraud?');
    expect((await project.json(['list'])).models[0]).toMatchObject({ name: 'fraud', declared: true, metric: 'f1', direction: 'max' });
  });
});

describe('what cannot be committed is refused, and nothing is written', () => {
  test.each([
    ['a path that is not there', ['no/such.pt'], 3, 'path.missing'],
    ['an empty folder', ['empty'], 2, 'path.empty'],
    ['a name that no model may have', ['model.safetensors', '--model', '../x'], 2, 'name.invalid'],
    ['a branch that no branch may be called', ['model.safetensors', '--branch', 'v3'], 2, 'name.invalid'],
    ['metrics that are not there', ['model.safetensors', '--metrics', 'none.json'], 1, 'file.unreadable'],
    ['params that are not there', ['model.safetensors', '--params', 'none.yaml'], 1, 'file.unreadable'],
    ['a parent that is no reference', ['model.safetensors', '--parent', 'a:b:c'], 2, 'reference.invalid'],
  ])('%s', async (_what, args, code, error) => {
    const project = newProject();
    await project.json(['init']);
    mkdirSync(project.path('empty'));
    project.write('model.safetensors', safetensors(1));
    const document = await project.json(['commit', ...args], code);
    expect(document.error).toMatchObject({ code: error, message: expect.any(String) });
    expect((await project.json(['log'])).versions).toEqual([]);
  });

  test('what others typed does not act on the terminal', async () => {
    const project = newProject();
    await project.json(['init']);
    project.write('model.safetensors', safetensors(1));
    project.write('metrics.json', '{"\\u001b[31mf1\\u0007": 1}');
    await project.json(['commit', 'model.safetensors', '--model', 'm', '-m', 'red \x1b[31m\u202e\nsecond', '--metrics', 'metrics.json']);
    for (const line of [['log'], ['show', 'm'], ['list'], ['card', 'm']]) {
      const { code, out } = await project.run(line, { env: { FORCE_COLOR: '0' } });
      expect([line, code]).toEqual([line, 0]);
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });
});
