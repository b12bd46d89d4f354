import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paramsCollector } from '../../../../src/adapters/lineage/paramsCollector.ts';
import type { Finding } from '../../../../src/core/ports/collector.ts';
import { contextOf, emptyFolder, HOUR, NOON, put, type ContextChanges } from './captureContext.ts';
import { copyFixture, mlflowModel } from './fixture.ts';

const project = (files: { readonly [path: string]: string }): string => {
  const root = emptyFolder();
  put(root, 'models/fraud.safetensors', 'weights');
  for (const [path, content] of Object.entries(files)) put(root, path, content, NOON - 1000);
  return root;
};
const collect = (root: string, changes: ContextChanges = {}): Promise<Finding> => paramsCollector.collect(contextOf(root, ['models/fraud.safetensors'], changes));
const named = (...params: string[]): ContextChanges => ({ options: { params } });
const run = { command: { argv: [], cwd: '.' }, code: [], objects: [], startedAt: NOON - HOUR, doubts: [], missing: [] };
const values = (finding: Finding): readonly string[] => (finding.params ?? []).map(({ name, type, value }) => `${name}=${type}:${value}`);

describe('paramsCollector', () => {
  it('reads the file that a flag names, relative to the folder of the command', async () => {
    const root = project({ 'conf/p.yaml': 'b: 1e-05\na: [1, 2]\n', 'models/params.yaml': 'c: 3\n' });
    const finding = await collect(root, { options: { cwd: join(root, 'conf'), params: ['p.yaml'] } });
    expect(values(finding)).toEqual(['a.0=int:1', 'a.1=int:2', 'b=float:1e-05']);
    expect(finding.paramSources).toEqual([{ path: 'conf/p.yaml', basis: 'commit', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect([finding.doubts, finding.missing, finding.places]).toEqual([[], [], []]);
  });

  it('leaves out what looks like a credential, and names it', async () => {
    const key = '0123456789abcdef'.repeat(2);
    const root = project({ 'p.yaml': `lr: 1\nwandb: {api_key: ${key}89abcdef, project: fraud}\ndb: postgres://ada:tr0ub4dor@db/x\ntokenizer: bert-base-uncased\n` });
    const finding = await collect(root, named('p.yaml'));
    expect(values(finding)).toEqual(['lr=int:1', 'tokenizer=string:bert-base-uncased', 'wandb.project=string:fraud']);
    expect(finding.missing).toEqual([{ code: 'params.secret', fact: 'params', message: 'Left out of the params for what looks like a credential: db (a password in an address), wandb.api_key (a key or token).' }]);
    expect((await collect(root, { options: { params: ['p.yaml'], allowSecret: true } })).params).toHaveLength(5);
  });

  it('takes only the part under a dotted key, and keeps the full names', async () => {
    const root = project({ 'params.yaml': 'train: {lr: 0.1, opt: {name: adam}}\nother: 1\n' });
    const finding = await collect(root, { model: { params: ['params.yaml:train'] } });
    expect(values(finding)).toEqual(['train.lr=float:0.1', 'train.opt.name=string:adam']);
    expect(finding.paramSources).toMatchObject([{ path: 'params.yaml', key: 'train' }]);
  });

  it('reads TOML beside the model, and a table of the project\'s own file when it is named', async () => {
    const root = project({ 'models/params.toml': 'lr = 1e-05\n', 'pyproject.toml': '[project]\nname = "fraud"\n[tool.train]\nlr = 0.10\nopt.name = "adam"\n' });
    const found = await collect(root);
    expect([values(found), found.paramSources]).toMatchObject([['lr=float:1e-05'], [{ path: 'models/params.toml', basis: 'commit' }]]);
    const finding = await collect(root, { model: { params: ['pyproject.toml:tool.train'] } });
    expect(values(finding)).toEqual(['tool.train.lr=float:0.10', 'tool.train.opt.name=string:adam']);
    expect(finding.paramSources).toMatchObject([{ path: 'pyproject.toml', key: 'tool.train' }]);
  });

  it('prefers flags to modelkeep.json, and both to convention', async () => {
    const root = project({ 'a.json': '{"x": 1}', 'b.json': '{"x": 2}', 'models/params.json': '{"x": 3}' });
    expect(values(await collect(root, { options: { params: ['a.json'] }, model: { params: ['b.json'] } }))).toEqual(['x=int:1']);
    expect(values(await collect(root, { model: { params: ['b.json'] } }))).toEqual(['x=int:2']);
    expect(values(await collect(root))).toEqual(['x=int:3']);
  });

  it.each([
    ['nowhere.yaml', 'it does not exist'],
    ['bad.json', 'not valid JSON'],
    ['bad.yaml', 'not usable YAML'],
    ['bad.toml', 'not usable TOML'],
    ['good.toml:tool.none', 'it has no key tool.none'],
    ['models', 'it is a folder'],
    ['scalar.yaml', 'no names and values'],
    ['good.yaml:b.c', 'it has no key b.c'],
    ['latin.json', 'not UTF-8'],
  ])('refuses a named file that it cannot use: %s', async (spec, reason) => {
    const root = project({ 'bad.json': '{"a": 1', 'bad.yaml': 'a: [1', 'scalar.yaml': 'hello', 'good.yaml': 'b: 1', 'bad.toml': 'a = 1\na = 2\n', 'good.toml': '[tool.train]\nlr = 1\n' });
    writeFileSync(join(root, 'latin.json'), Buffer.from([0x22, 0xe9, 0x22]));
    await expect(collect(root, named(spec))).rejects.toMatchObject({ code: 'file.unreadable', message: expect.stringContaining(reason), hint: expect.any(String) });
  });

  it('lists a broken file found by convention as missing and goes on', async () => {
    const root = project({ 'models/params.yaml': 'a: [1', 'models/params.json': '{"x": 1}' });
    const finding = await collect(root);
    expect(values(finding)).toEqual(['x=int:1']);
    expect(finding.missing).toEqual([{ code: 'params.unreadable', fact: 'params', message: expect.stringContaining('models/params.yaml was not read: it is not usable YAML') }]);
  });

  it('says that nothing was found', async () => {
    expect((await collect(project({}))).missing).toMatchObject([{ code: 'params.none' }]);
  });

  it('reads the sidecar of the model as the word of the producer', async () => {
    const sidecar = { model_name: 'fraud', model_file: 'fraud.safetensors', version: '3', lineage: { code_commit_hash: 'a'.repeat(40) }, hyperparameters: { lr: 0.1, nested: { n: 1 } }, performance_metrics: { f1: 0.9 } };
    const finding = await collect(project({ 'models/fraud.json': JSON.stringify(sidecar) }));
    expect(values(finding)).toEqual(['lr=float:0.1', 'nested.n=int:1']);
    expect(finding.paramSources).toMatchObject([{ path: 'models/fraud.json', basis: 'producer', key: 'hyperparameters' }]);
  });

  it('leaves a sidecar alone that names another model file', async () => {
    const finding = await collect(project({ 'models/fraud.json': '{"model_file": "other.pt", "hyperparameters": {"lr": 1}}' }));
    expect(finding.params).toEqual([]);
  });

  it('lets the first named file win and names the other in a doubt', async () => {
    const root = project({ 'a.yaml': 'lr: 0.1\nsame: 1.0\n', 'b.yaml': 'lr: 0.2\nsame: 1.00\nmore: 1\n' });
    const finding = await collect(root, named('a.yaml', 'b.yaml'));
    expect(values(finding)).toEqual(['lr=float:0.1', 'more=int:1', 'same=float:1.0']);
    expect(finding.doubts).toEqual([{ code: 'params.conflict', fact: 'params', message: 'b.yaml says lr 0.2, a.yaml says 0.1; the latter was taken.' }]);
  });

  it('doubts params that are newer than the model and says by how much', async () => {
    const root = project({});
    put(root, 'params.yaml', 'lr: 1', NOON + 2 * HOUR);
    expect((await collect(root, named('params.yaml'))).doubts).toEqual([{ code: 'params.newer', fact: 'params', message: 'params.yaml is 2 h newer than the model.' }]);
  });

  it('knows from the run what the command read, when the file is what it was at the start', async () => {
    const root = project({ 'params.yaml': 'lr: 1', 'models/params.json': '{"lr": 2}' });
    const later = { ...run, startedAt: Date.now() + HOUR };
    expect(await collect(root, { ...named('params.yaml'), run: later })).toMatchObject({ paramSources: [{ basis: 'run' }], doubts: [] });
    expect(await collect(root, { run: later })).toMatchObject({ paramSources: [{ path: 'models/params.json', basis: 'run' }], doubts: [] });
  });

  it('does not claim to have watched params that changed while the command ran', async () => {
    const root = project({ 'params.yaml': 'lr: 1', 'models/params.json': '{"lr": 2}' });
    const finding = await collect(root, { ...named('params.yaml'), run });
    expect(finding.paramSources).toMatchObject([{ basis: 'commit' }]);
    expect(finding.doubts).toEqual([{ code: 'params.newer', fact: 'params', message: 'params.yaml was changed while the command ran.' }]);
    expect(await collect(root, { run })).toMatchObject({ paramSources: [{ path: 'models/params.json', basis: 'commit' }], doubts: [] });
  });

  it('names a file outside the workspace without its place, and tells the place apart', async () => {
    const outside = put(emptyFolder(), 'p.json', '{"lr": 1}', NOON - 1000);
    const finding = await collect(project({}), named(outside));
    expect(finding.paramSources).toMatchObject([{ path: 'p.json' }]);
    expect(finding.places).toEqual([{ name: 'p.json', path: outside }]);
  });

  it('reads the params that MLflow kept of the run', async () => {
    const root = copyFixture('mlflow');
    const model = /mlruns\/\d+\/[0-9a-f]{32}/;
    const finding = await paramsCollector.collect(contextOf(root, [mlflowModel(root)]));
    expect(values(finding)).toEqual(['flag=bool:True', 'layers=int:2', 'lr=float:1e-05', 'name=string:tiny']);
    expect(finding.paramSources).toMatchObject([{ path: expect.stringMatching(model), basis: 'producer', key: 'params' }]);
  });
});

describe('params of a DVC stage', () => {
  const dvc = (root: string, changes: ContextChanges = {}): Promise<Finding> => paramsCollector.collect(contextOf(root, ['models/model.bin'], changes));

  it('come from dvc.lock when its stage made these very bytes', async () => {
    const finding = await dvc(copyFixture('dvc'));
    expect(values(finding)).toEqual(['train.epochs=int:3', 'train.lr=float:1e-05', 'train.name=string:tiny', 'train.warm=float:0.1']);
    expect(finding.paramSources).toMatchObject([{ path: 'dvc.lock', basis: 'producer', key: 'stages.train.params' }]);
    expect(finding.doubts).toEqual([]);
  });

  it('confirm a named file that still says the same, even when a checkout made it newer', async () => {
    const root = copyFixture('dvc');
    utimesSync(join(root, 'params.yaml'), NOON / 1000 + 3600, NOON / 1000 + 3600);
    const finding = await dvc(root, named('params.yaml:train'));
    expect(values(finding)).toEqual(['train.epochs=int:3', 'train.lr=float:1e-05', 'train.name=string:tiny', 'train.warm=float:0.10']);
    expect(finding).toMatchObject({ paramSources: [{ path: 'params.yaml', basis: 'producer' }], doubts: [] });
  });

  it('win over a file that was edited since, with a doubt', async () => {
    const root = copyFixture('dvc');
    put(root, 'params.yaml', 'train: {lr: 0.5, epochs: 3, warm: 0.1, name: tiny, extra: 1}', NOON - 1000);
    const finding = await dvc(root, named('params.yaml'));
    expect(values(finding)).toContain('train.lr=float:1e-05');
    expect(values(finding)).toContain('train.extra=int:1');
    expect(finding.doubts).toEqual([{ code: 'params.dvcDiffers', fact: 'params', message: 'params.yaml now says train.lr 0.5, but dvc.lock recorded 1e-05 for stage train.' }]);
  });

  it('are not taken when the model has other bytes', async () => {
    const root = copyFixture('dvc');
    put(root, 'models/model.bin', 'weights 2\n');
    expect((await dvc(root)).params).toEqual([]);
  });

  it('are known for a folder output by its listing, names beyond ASCII included', async () => {
    const root = copyFixture('dvc');
    const context = contextOf(root, ['models/parts/a-b.bin', 'models/parts/é.bin']);
    expect((await paramsCollector.collect(context)).paramSources).toMatchObject([{ path: 'dvc.lock' }]);
    rmSync(join(root, 'models/parts/a-b.bin'));
    expect((await paramsCollector.collect(contextOf(root, ['models/parts/é.bin']))).params).toEqual([]);
  });
});
