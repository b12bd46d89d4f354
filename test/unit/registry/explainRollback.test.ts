import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createOperations } from '../../../src/registry/createOperations.ts';
import { temporaryProject } from '../../fakes/temporaryProject.ts';

it('a rollback comes to what was said of it before', async () => {
  const { folder: cwd, options } = temporaryProject();
  const host = createOperations(options);
  onTestFinished(() => host.dispose());
  for (const weights of ['one', 'two', 'three']) {
    const path = join(cwd, 'models/iris/model.bin');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, weights);
    const { ref } = await host.run('commitVersion', { cwd, paths: ['models/iris/model.bin'], init: true });
    await host.run('promoteVersion', { cwd, ref, stage: 'Production' });
  }
  const request = { cwd, model: 'iris', stage: 'Production' };
  const explained = await host.run('explainRollback', request);
  expect(explained).toMatchObject({ ref: 'iris:v2', stage: 'Production', allowed: true, from: { ref: 'iris:v3' } });
  expect(await host.run('explainRollback', { ...request, to: 'iris:v1' })).toMatchObject({ ref: 'iris:v1', allowed: true });
  expect(await host.run('explainRollback', { ...request, to: 'iris:v3' })).toMatchObject({ ref: 'iris:v3', from: { ref: 'iris:v3' } });
  const late = host.run('rollbackStage', { ...request, to: 'iris:v1', message: 'Seen before v3 came', expect: 'iris:v2' });
  await expect(late).rejects.toMatchObject({ code: 'conflict', message: 'iris:v3 holds Production now; iris:v2 did when this began.' });
  expect(await host.run('rollbackStage', { ...request, message: 'Alarms', expect: 'iris:v3' })).toMatchObject({ ref: explained.ref, from: explained.from });
  expect(await host.run('rollbackStage', { ...request, message: 'Alarms again' })).toMatchObject({ ref: 'iris:v1' });
  await expect(host.run('explainRollback', request)).rejects.toMatchObject({ code: 'policy.refused' });
  await expect(host.run('explainRollback', { ...request, stage: 'Archived' })).rejects.toMatchObject({ code: 'policy.refused' });
});
