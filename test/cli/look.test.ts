import { describe, expect, test } from 'vitest';
import { newProject, projectWithVersion, safetensors, type Project } from './project.ts';

async function withVersions(count: number): Promise<Project> {
  const project = await projectWithVersion();
  for (let seed = 2; seed <= count; seed++) {
    project.write('models/fraud/model.safetensors', safetensors(seed));
    await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', `Message ${seed}`]);
  }
  return project;
}

describe('list and log', () => {
  test('show models and versions page by page', async () => {
    const project = await withVersions(3);
    expect((await project.json(['list', 'nope'], 3)).error.code).toBe('reference.notFound');
    expect(await project.json(['list'])).toMatchObject({ models: [{ name: 'fraud', versions: 3, newest: { ref: 'fraud:v3', message: 'Message 3' } }] });
    const first = await project.json(['log', 'fraud', '--limit', '2']);
    expect(first.versions.map(({ ref }: { ref: string }) => ref)).toEqual(['fraud:v3', 'fraud:v2']);
    const second = await project.json(['log', 'fraud', '--limit', '2', '--after', first.next]);
    expect(second).toMatchObject({ versions: [{ ref: 'fraud:v1', number: 1, message: 'First', author: 'Test Person', branch: 'main', metrics: { f1: '0.940', 'val.loss': '1e-05' } }] });
    expect(second.next).toBeUndefined();
    expect(second.versions[0].createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const { out } = await project.run(['log', 'fraud', '--limit', '2']);
    expect(out).toContain(`Show older: modelkeep log fraud --limit 2 --after ${first.next}`);
    expect(out).toMatch(/^ {2}v3 {2}[0-9a-f]{8} {2}just now {2}Test Person/);
  });

  test('of an empty registry say how to begin, of an unknown model that there is none', async () => {
    const project = newProject();
    await project.json(['init']);
    expect((await project.run(['log'])).out).toContain('modelkeep commit');
    expect(await project.json(['list'])).toEqual({ models: [] });
    expect(await project.json(['log'])).toEqual({ versions: [] });
    expect((await project.json(['log', 'nothing'], 3)).error.code).toBe('reference.notFound');
    for (const command of ['log', 'list']) expect((await project.json([command, '--after', 'x'], 2)).error.code).toBe('usage.invalid');
  });
});

describe('show', () => {
  test('answers to every form of a reference', async () => {
    const project = await withVersions(2);
    const { id } = await project.json(['show', 'fraud:v1']);
    for (const ref of ['fraud:v1', 'fraud:1', `sha256:${id}`, id, id.slice(0, 8), `sha256:${id.slice(0, 12)}`]) expect((await project.json(['show', ref])).id).toBe(id);
    expect((await project.json(['show', 'fraud'])).number).toBe(2);
    expect((await project.json(['show', 'fraud~main'])).number).toBe(2);
  });

  test('has the fields of the contract, and a page for people', async () => {
    const project = await projectWithVersion();
    const version = await project.json(['show', 'fraud']);
    for (const field of ['model', 'number', 'ref', 'id', 'manifest', 'branch', 'parents', 'files', 'params', 'metrics', 'lineage', 'doubts', 'missing', 'stored', 'state', 'tags', 'aliases', 'stages', 'labels', 'evaluations', 'createdAt', 'author', 'message']) expect(version).toHaveProperty(field);
    expect(version).toMatchObject({ params: { lr: '3e-4', epochs: '15' }, metrics: { f1: '0.940', 'val.loss': '1e-05' }, message: 'First', author: 'Test Person' });
    const { out } = await project.run(['show', 'fraud']);
    for (const text of ['fraud v1', 'First', version.id, 'f1', '0.940', 'lr', '3e-4', 'Lineage', 'model.safetensors']) expect(out).toContain(text);
  });

  test('writes the objects of the lineage as they were kept', async () => {
    const project = await projectWithVersion();
    project.write('train.py', 'print("dirty")\n');
    project.write('requirements.txt', 'numpy==1.26.4\n');
    project.write('models/fraud/model.safetensors', safetensors(2));
    await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '--data', 'data']);
    expect((await project.run(['show', 'fraud', '--object', 'patch'])).out).toContain('+print("dirty")');
    expect((await project.json(['show', 'fraud', '--object', 'environment'])).text).toContain('numpy');
    expect((await project.run(['show', 'fraud', '--object', 'data'])).out).toContain('train.csv');
    expect((await project.json(['show', 'fraud:v1', '--object', 'data'], 3)).error.code).toBe('reference.notFound');
  });

  test.each([
    ['fraud:v9', 3, 'reference.notFound'],
    ['nobody', 3, 'reference.notFound'],
    ['ffffffff', 3, 'reference.notFound'],
    ['fraud#Production', 3, 'reference.notFound'],
    ['fraud@champion', 3, 'reference.notFound'],
    ['fraud:1.4.0', 3, 'reference.notFound'],
    ['a b', 2, 'reference.invalid'],
    ['fraud:x', 2, 'reference.invalid'],
  ])('of %s exits with %i', async (ref, code, error) => {
    const project = await projectWithVersion();
    expect((await project.json(['show', ref], code)).error.code).toBe(error);
  });

  test('card is Markdown', async () => {
    const project = await projectWithVersion();
    const { out } = await project.run(['card', 'fraud:v1']);
    expect(out).toMatch(/^# .*fraud/m);
    expect((await project.json(['card', 'fraud:v1'])).markdown).toBe(out);
  });
});

describe('status', () => {
  test('tells by stat what changed', async () => {
    const project = await projectWithVersion();
    const entry = { model: 'fraud', path: 'models/fraud/model.safetensors', ref: 'fraud:v1' };
    expect(await project.json(['status'])).toEqual({ changed: [], unchanged: [entry], unknown: [] });
    project.write('models/fraud/model.safetensors', 'another size');
    expect(await project.json(['status'])).toEqual({ changed: [entry], unchanged: [], unknown: [] });
    expect((await project.run(['status'])).out).toContain('models/fraud/model.safetensors');
  });
});

describe('evaluate and undo', () => {
  test('an evaluation stands beside the version, with author, data and position', async () => {
    const project = await projectWithVersion();
    project.write('may.json', '{"f1": 0.91}');
    const answer = await project.json(['evaluate', 'fraud:v1', '--metrics', 'may.json', '--data', 'data/train.csv', '--name', 'May']);
    expect(answer).toMatchObject({ ref: 'fraud:v1', evaluation: { name: 'May', metrics: { f1: '0.91' }, author: 'Test Person', data: [{ name: 'data/train.csv' }], position: expect.any(Number) } });
    const shown = await project.json(['show', 'fraud:v1']);
    expect(shown.evaluations).toEqual([answer.evaluation]);
    expect(shown.metrics.f1).toBe('0.940');
    expect((await project.run(['show', 'fraud:v1'])).out).toMatch(/Evaluations\n {2}#\d+ {2}May {2}f1 0\.91 {2}on data\/train\.csv {2}by Test Person/);
    expect((await project.json(['evaluate', 'fraud:v1', '--metrics', 'none.json'], 1)).error.code).toBe('file.unreadable');
  });

  test('undo withdraws the newest version alone, and its number is not given again', async () => {
    const project = await withVersions(2);
    expect((await project.json(['undo', 'fraud:v1'], 1)).error.code).toBe('policy.refused');
    const undone = await project.json(['undo', 'fraud:v2', '--reason', 'wrong file']);
    expect(undone.ref).toBe('fraud:v2');
    expect((await project.json(['show', 'fraud'])).number).toBe(1);
    expect((await project.json(['show', undone.id])).withdrawn).toBe(true);
    project.write('models/fraud/model.safetensors', safetensors(30));
    expect((await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud'])).number).toBe(3);
  });
});
