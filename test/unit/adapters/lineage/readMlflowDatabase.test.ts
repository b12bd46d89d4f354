import { cpSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { experimentCollector } from '../../../../src/adapters/lineage/experimentCollector.ts';
import { metricsCollector } from '../../../../src/adapters/lineage/metricsCollector.ts';
import { paramsCollector } from '../../../../src/adapters/lineage/paramsCollector.ts';
import { findProducerClaims } from '../../../../src/adapters/lineage/producerClaims.ts';
import { openDatabase, type OpenOptions } from '../../../../src/adapters/sqlite/openDatabase.ts';
import type { Database } from '../../../../src/adapters/sqlite/database.ts';
import { PROGRAM } from '../../../fakes/temporaryProject.ts';
import { contextOf, put } from './captureContext.ts';
import { copyFixture, mlflowModel } from './fixture.ts';

/** A copy of what MLflow 3 left behind: runs in `mlflow.db`. */
function project(): { readonly root: string; readonly model: string; readonly id: string } {
  const root = copyFixture('mlflow-db');
  const model = mlflowModel(root);
  return { root, model, id: model.split('/')[2] as string };
}
function opened(root: string, options: Partial<OpenOptions> = {}): Database {
  const database = openDatabase(join(root, 'mlflow.db'), { programFolder: PROGRAM, ...options });
  onTestFinished(() => database.close());
  return database;
}
const collected = async (root: string, path: string): Promise<readonly unknown[]> => {
  const context = contextOf(root, [path]);
  const [params, metrics] = [await paramsCollector.collect(context), await metricsCollector.collect(context)];
  return [params.params, params.paramSources, metrics.metrics, metrics.metricSources];
};
/** What every way to the run must find. */
const ofRun = (id: string): readonly unknown[] => [
  [
    { name: 'flag', type: 'bool', value: 'True' },
    { name: 'layers', type: 'int', value: '2' },
    { name: 'lr', type: 'float', value: '1e-05' },
    { name: 'name', type: 'string', value: 'tiny' },
  ],
  [{ path: 'mlflow.db', basis: 'producer', key: `runs.${id}.params`, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  [
    { name: 'broken', value: 'NaN' },
    { name: 'loss', value: '0.4' },
    { name: 'val/acc', value: '0.953' },
  ],
  [{ path: 'mlflow.db', basis: 'producer', key: `runs.${id}.metrics`, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
];
const missing = async (root: string, path: string): Promise<unknown> => (await metricsCollector.collect(contextOf(root, [path]))).missing;

describe('a run that MLflow keeps in mlflow.db', () => {
  it('is known by the place of its artifact: params, last metrics and commit', async () => {
    const { root, model, id } = project();
    expect(await collected(root, model)).toEqual(ofRun(id));
    expect((await experimentCollector.collect(contextOf(root, [model]))).experiment).toEqual({ system: 'mlflow', id });
    expect(await findProducerClaims(contextOf(root, [model]))).toEqual([{ source: 'mlflow.db', commit: expect.stringMatching(/^[0-9a-f]{40}$/) }]);
  });

  it('is known from any file of a logged model', async () => {
    const { root, id } = project();
    const files = globSync('mlruns/*/models/m-*/artifacts/**/*.{bin,py,yaml}', { cwd: root });
    expect(files.length).toBeGreaterThan(3);
    for (const path of files) expect(await collected(root, path)).toEqual(ofRun(id));
  });

  it('is known from the MLmodel of a copy elsewhere in the project', async () => {
    const { root, id } = project();
    const logged = globSync('mlruns/*/models/m-*/artifacts', { cwd: root })[0] as string;
    cpSync(join(root, logged), join(root, 'served'), { recursive: true });
    rmSync(join(root, 'mlruns'), { recursive: true });
    expect(await collected(root, 'served/MLmodel')).toEqual(ofRun(id));
  });

  it('names a param that is too long to record', async () => {
    const { root, model } = project();
    expect((await paramsCollector.collect(contextOf(root, [model]))).missing).toEqual([{ code: 'params.tooLong', fact: 'params', message: 'mlflow.db: long too long to record.' }]);
  });

  it('is not guessed for a file that only lies beside the database', async () => {
    const { root } = project();
    put(root, 'model.bin', 'weights');
    expect((await experimentCollector.collect(contextOf(root, ['model.bin']))).experiment).toBeUndefined();
    expect(await missing(root, 'model.bin')).toMatchObject([{ code: 'metrics.none' }]);
  });

  it('is elsewhere when the database does not know it', async () => {
    const { root, model, id } = project();
    opened(root).exec(`PRAGMA foreign_keys = OFF; DELETE FROM runs WHERE run_uuid = '${id}'`);
    expect(await missing(root, model)).toMatchObject([{ code: 'metrics.trackedElsewhere' }]);
  });

  it('is not looked for where the run lies in files', async () => {
    const root = copyFixture('mlflow');
    writeFileSync(join(root, 'mlflow.db'), 'not looked at');
    const model = mlflowModel(root);
    expect((await metricsCollector.collect(contextOf(root, [model]))).metricSources).toMatchObject([{ path: dirname(dirname(dirname(model))), key: 'metrics' }]);
  });

  it('is missing, with the reason, when the database is damaged, locked or none', async () => {
    const { root, model } = project();
    const other = opened(root);
    other.exec('BEGIN EXCLUSIVE');
    expect(await missing(root, model)).toEqual([{ code: 'metrics.unreadable', fact: 'metrics', message: 'mlflow.db was not read: another program has locked it.' }]);
    other.exec('ROLLBACK; DROP TABLE latest_metrics');
    expect(await missing(root, model)).toMatchObject([{ message: 'mlflow.db was not read: it has no table latest_metrics.' }]);
    writeFileSync(join(root, 'mlflow.db'), 'hello');
    expect(await missing(root, model)).toMatchObject([{ message: 'mlflow.db was not read: it is no SQLite database.' }]);
  });

  it('gives only what are texts and numbers of a sane size', async () => {
    const { root, model, id } = project();
    opened(root).exec(`
      DELETE FROM params; INSERT INTO params VALUES (x'00', 'bytes', '${id}'), ('bytes', x'00', '${id}'), ('good', '1', '${id}'), ('${'n'.repeat(2000)}', '1', '${id}');
      DELETE FROM latest_metrics; INSERT INTO latest_metrics VALUES ('text', 'high', 0, 0, 0, '${id}'), ('big', 1e300, 0, 0, 0, '${id}'), ('small', 1e-7, 0, 0, 0, '${id}'), ('inf', -9e999, 0, 0, 0, '${id}');
    `);
    const [params, , metrics] = await collected(root, model);
    expect(params).toEqual([{ name: 'good', type: 'int', value: '1' }]);
    expect(metrics).toEqual([
      { name: 'big', value: '1e+300' },
      { name: 'inf', value: '-Infinity' },
      { name: 'small', value: '1e-7' },
    ]);
  });
});
