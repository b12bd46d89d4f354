import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createOperations } from '../../../src/registry/createOperations.ts';
import { temporaryProject } from '../../fakes/temporaryProject.ts';

it('a registry is searched, and shown as it stood', async () => {
  const { folder: cwd, options } = temporaryProject();
  const host = createOperations(options);
  onTestFinished(() => host.dispose());
  const commit = async (f1: string): Promise<void> => {
    for (const [path, text] of [['models/iris/model.bin', `weights ${f1}`], ['models/iris/metrics.json', `{"f1": ${f1}}`]] as const) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    await host.run('commitVersion', { cwd, paths: ['models/iris/model.bin'], init: true });
  };
  await commit('0.9');
  await host.run('setTag', { cwd, ref: 'iris:v1', tag: '1.0.0' });
  const { events: [tagged] } = await host.run('auditLog', { cwd, limit: 1 });
  await commit('0.95');
  await host.run('undoCommit', { cwd, ref: 'iris:v2' });
  await commit('0.8');

  const found = async (query: string): Promise<readonly string[]> => (await host.run('searchVersions', { cwd, query })).versions.map(({ ref }) => ref);
  expect(await found('metrics.f1 > 0.7 order by metrics.f1 desc')).toEqual(['iris:v1', 'iris:v3']);
  expect(await found("tag = '1.0.0' and name = 'IRIS'")).toEqual(['iris:v1']);
  expect(await found('metrics.f1 = 0.95')).toEqual([]);
  await expect(found('metrics.f1 >')).rejects.toMatchObject({ code: 'query.invalid', details: { position: 12 } });
  await expect(found('('.repeat(1_048_576))).rejects.toMatchObject({ code: 'query.invalid' });

  const at = String(tagged?.position);
  expect(await host.run('logVersions', { cwd, at })).toMatchObject({ versions: [{ ref: 'iris:v1' }], asOf: { position: tagged?.position } });
  expect(await host.run('showVersion', { cwd, ref: 'iris', at })).toMatchObject({ ref: 'iris:v1', tags: ['1.0.0'] });
  expect(await host.run('showVersion', { cwd, ref: 'iris' })).toMatchObject({ ref: 'iris:v3' });
  expect(await host.run('listModels', { cwd, at: String((tagged?.position ?? 0) + 1) })).toMatchObject({ models: [{ name: 'iris', versions: 2, newest: { ref: 'iris:v2' } }] });
  expect((await host.run('listModels', { cwd, at: '0' })).models).toEqual([]);
  expect(await host.run('listModels', { cwd, at: '2999-01-01' })).toMatchObject({ models: [{ versions: 2, withdrawn: 1 }] });
  await expect(host.run('showVersion', { cwd, ref: 'iris:v2', at })).rejects.toMatchObject({ code: 'reference.notFound' });
  await expect(host.run('logVersions', { cwd, at: '2001-01-01' })).rejects.toMatchObject({ code: 'reference.notFound' });
  await expect(host.run('logVersions', { cwd, at: '999' })).rejects.toMatchObject({ code: 'reference.notFound' });
  await expect(host.run('logVersions', { cwd, at: 'yesterday' })).rejects.toMatchObject({ code: 'usage.invalid' });
});
