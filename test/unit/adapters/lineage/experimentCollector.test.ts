import { execFileSync } from 'node:child_process';
import { globSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { experimentCollector } from '../../../../src/adapters/lineage/experimentCollector.ts';
import { metricsCollector } from '../../../../src/adapters/lineage/metricsCollector.ts';
import { paramsCollector } from '../../../../src/adapters/lineage/paramsCollector.ts';
import { findProducerClaims } from '../../../../src/adapters/lineage/producerClaims.ts';
import type { CaptureContext } from '../../../../src/core/ports/collector.ts';
import { contextOf, emptyFolder, HOUR, NOON, put, type ContextChanges } from './captureContext.ts';
import { copyFixture, mlflowModel, setTimes } from './fixture.ts';

const experimentOf = async (context: CaptureContext): Promise<unknown> => (await experimentCollector.collect(context)).experiment;

/** A copy of the W&B fixture whose run was going on when the model was written. */
const wandbProject = (): { readonly root: string; readonly started: number } => {
  const root = copyFixture('wandb');
  const stamp = /run-(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)/.exec(globSync('wandb/*run-*', { cwd: root })[0] as string) as RegExpExecArray;
  const [year, month, day, hour, minute, second] = stamp.slice(1).map(Number) as [number, number, number, number, number, number];
  const started = Date.UTC(year, month - 1, day, hour, minute, second);
  setTimes(root, started + 30_000);
  return { root, started };
};

describe('experimentCollector', () => {
  it('takes what the person gives before anything found', async () => {
    const root = copyFixture('mlflow');
    expect(await experimentOf(contextOf(root, [mlflowModel(root)], { options: { experiment: 'exp-7' } }))).toEqual({ system: 'given', id: 'exp-7' });
  });

  it('knows the MLflow run that the artifact lies in', async () => {
    const root = copyFixture('mlflow');
    const path = mlflowModel(root);
    expect(await experimentOf(contextOf(root, [path]))).toEqual({ system: 'mlflow', id: path.split('/')[2] });
  });

  it('knows the MLflow run that an MLmodel beside the artifact names, and finds its folder', async () => {
    const root = copyFixture('mlflow');
    const id = mlflowModel(root).split('/')[2] as string;
    put(root, 'models/model.bin', 'weights');
    put(root, 'models/MLmodel', `run_id: ${id}\nflavors:\n  python_function:\n    loader_module: x\n`);
    const context = contextOf(root, ['models/model.bin']);
    expect(await experimentOf(context)).toEqual({ system: 'mlflow', id });
    expect((await metricsCollector.collect(context)).metrics).toEqual([
      { name: 'broken', value: 'NaN' },
      { name: 'loss', value: '0.4' },
      { name: 'val/acc', value: '0.953' },
    ]);
  });

  it('says that the values of a run that is elsewhere could not be read', async () => {
    const root = emptyFolder();
    put(root, 'm/model.bin', 'w');
    put(root, 'm/MLmodel', `run_id: ${'a'.repeat(32)}\n`);
    expect((await paramsCollector.collect(contextOf(root, ['m/model.bin']))).missing).toMatchObject([{ code: 'params.trackedElsewhere' }]);
  });

  it('knows the W&B run that was going on when the artifact was written', async () => {
    const { root } = wandbProject();
    const id = globSync('wandb/*run-*', { cwd: root })[0]?.split('-').at(-1);
    expect(await experimentOf(contextOf(root, ['model.bin']))).toEqual({ system: 'wandb', id });
  });

  it('does not guess a W&B run for an artifact of another time, or when two were going on', async () => {
    const { root, started } = wandbProject();
    const at = (time: number): CaptureContext => {
      put(root, 'model.bin', 'weights', time);
      return contextOf(root, ['model.bin']);
    };
    expect(await experimentOf(at(started - HOUR))).toBeUndefined();
    expect(await experimentOf(at(started + HOUR))).toBeUndefined();
    const second = wandbProject().root;
    const [run] = globSync('wandb/*run-*', { cwd: second });
    renameSync(join(second, run as string), join(root, `${run}x`));
    renameSync(join(root, `${run}x`, globSync('*.wandb', { cwd: join(root, `${run}x`) })[0] as string), join(root, `${run}x`, `run-${(run as string).split('-').at(-1)}x.wandb`));
    expect(await experimentOf(at(started + 10_000))).toBeUndefined();
  });

  it('reads config and summary of a W&B run without its own figures', async () => {
    const { root, started } = wandbProject();
    const [run] = globSync('wandb/*run-*', { cwd: root });
    put(root, `${run}/files/config.yaml`, 'wandb_version: 1\n_wandb:\n  desc: null\n  value: {x: 1}\nlr:\n  desc: null\n  value: 1e-05\nopt:\n  value:\n    name: adam\n', started);
    put(root, `${run}/files/wandb-summary.json`, '{"_runtime": 1, "loss": 0.25, "acc": 0.9}', started);
    const context = contextOf(root, ['model.bin']);
    expect((await paramsCollector.collect(context)).params).toEqual([
      { name: 'lr', type: 'float', value: '1e-05' },
      { name: 'opt.name', type: 'string', value: 'adam' },
    ]);
    expect(await metricsCollector.collect(context)).toMatchObject({ metrics: [{ name: 'acc' }, { name: 'loss' }], metricSources: [{ basis: 'producer' }] });
  });

  it('knows the DVC experiment whose reference was written with the dvc.lock', async () => {
    const root = copyFixture('dvc');
    execFileSync('git', ['init', '-q'], { cwd: root });
    const ref = (name: string, time: number): string => put(root, `.git/refs/exps/d8/${'e'.repeat(38)}/${name}`, `${'b'.repeat(40)}\n`, time);
    ref('old-one', NOON - HOUR);
    ref('my-exp', NOON + 1000);
    const context = (changes: ContextChanges = {}): CaptureContext => contextOf(root, ['models/model.bin'], changes);
    expect(await experimentOf(context())).toEqual({ system: 'dvc', id: 'my-exp' });
    ref('another', NOON + 2000);
    expect(await experimentOf(context())).toBeUndefined();
  });
});

describe('findProducerClaims', () => {
  it('reads the commit of MLflow, W&B and the sidecar', async () => {
    const root = copyFixture('mlflow');
    const path = mlflowModel(root);
    expect(await findProducerClaims(contextOf(root, [path]))).toEqual([{ source: path.split('/').slice(0, 3).join('/'), commit: expect.stringMatching(/^[0-9a-f]{40}$/) }]);
    const wandb = wandbProject().root;
    put(wandb, 'model.json', `{"lineage": {"code_commit_hash": "${'AB'.repeat(20)}"}}`);
    expect(await findProducerClaims({ ...contextOf(wandb, ['model.bin']) })).toMatchObject([{ source: 'model.json', commit: 'ab'.repeat(20) }, { source: expect.stringContaining('wandb/') }]);
  });

  it('reads the commit of a W&B run', async () => {
    const { root } = wandbProject();
    expect(await findProducerClaims(contextOf(root, ['model.bin']))).toEqual([{ source: globSync('wandb/*run-*', { cwd: root })[0], commit: expect.stringMatching(/^[0-9a-f]{40}$/) }]);
  });

  it('does not believe what is no commit', async () => {
    const root = emptyFolder();
    put(root, 'model.bin', 'w');
    put(root, 'model.json', '{"lineage": {"code_commit_hash": "--upload-pack=x"}}');
    expect(await findProducerClaims(contextOf(root, ['model.bin']))).toEqual([]);
  });
});
