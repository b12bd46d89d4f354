import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { metricsCollector } from '../../../../src/adapters/lineage/metricsCollector.ts';
import type { Finding } from '../../../../src/core/ports/collector.ts';
import { contextOf, emptyFolder, HOUR, NOON, put, type ContextChanges } from './captureContext.ts';
import { copyFixture } from './fixture.ts';

const project = (files: { readonly [path: string]: string }, time = NOON): string => {
  const root = emptyFolder();
  put(root, 'models/fraud.safetensors', 'weights');
  for (const [path, content] of Object.entries(files)) put(root, path, content, time);
  return root;
};
const collect = (root: string, changes: ContextChanges = {}): Promise<Finding> => metricsCollector.collect(contextOf(root, ['models/fraud.safetensors'], changes));
const values = (finding: Finding): readonly string[] => (finding.metrics ?? []).map(({ name, value }) => `${name}=${value}`);
const run = { command: { argv: [], cwd: '.' }, code: [], objects: [], startedAt: NOON - 60_000, doubts: [], missing: [] };

describe('metricsCollector', () => {
  it('takes numbers only, as written, sorted by name', async () => {
    const finding = await collect(project({ 'models/metrics.json': '{"val": {"acc": 0.950, "loss": NaN}, "note": "good", "ok": true, "none": null, "Epoch": 3}' }));
    expect(values(finding)).toEqual(['Epoch=3', 'val.acc=0.950', 'val.loss=NaN']);
    expect([finding.doubts, finding.missing]).toEqual([[], []]);
  });

  it('takes a file once where the folder itself was reached by a link', async () => {
    const root = project({ 'models/metrics.json': '{"acc": 1}' });
    symlinkSync('models', join(root, 'latest'));
    const finding = await metricsCollector.collect(contextOf(root, ['latest/fraud.safetensors']));
    expect(finding.metricSources?.map(({ path }) => path)).toEqual(['latest/metrics.json']);
  });

  it('names numbers that are too long to record', async () => {
    const finding = await collect(project({ 'models/metrics.json': `{"acc": 1, "pi": 3.${'1'.repeat(2000)}}` }));
    expect(values(finding)).toEqual(['acc=1']);
    expect(finding.missing).toEqual([{ code: 'metrics.tooLong', fact: 'metrics', message: 'models/metrics.json: pi too long to record.' }]);
  });

  it('says so when a file holds no number', async () => {
    const finding = await collect(project({ 'm.json': '{"acc": null}' }), { options: { metrics: ['m.json'] } });
    expect(finding.missing).toEqual([{ code: 'metrics.noNumbers', fact: 'metrics', message: 'm.json holds no number (acc …).' }]);
  });

  it('writes whole numbers of other bases in decimal', async () => {
    expect(values(await collect(project({ 'm.yaml': 'a: 0x1F\nb: 0o17\n' }), { options: { metrics: ['m.yaml'] } }))).toEqual(['a=31', 'b=15']);
  });

  it('does not take stale metrics that nobody named', async () => {
    const finding = await collect(project({ 'models/metrics.json': '{"acc": 1}' }, NOON - HOUR));
    expect(finding.metrics).toEqual([]);
    expect(finding.missing).toEqual([{ code: 'metrics.stale', fact: 'metrics', message: 'models/metrics.json is 1 h older than the model, so its metrics were not taken.' }]);
  });

  it('takes old metrics that are named, with a doubt', async () => {
    const finding = await collect(project({ 'models/metrics.json': '{"acc": 1}' }, NOON - HOUR), { model: { metrics: ['models/metrics.json'] } });
    expect(values(finding)).toEqual(['acc=1']);
    expect(finding.doubts).toEqual([{ code: 'metrics.older', fact: 'metrics', message: 'models/metrics.json is 1 h older than the model.' }]);
  });

  it('knows metrics that the run wrote, and leaves out those that it did not', async () => {
    expect(await collect(project({ 'models/metrics.json': '{"acc": 1}' }), { run })).toMatchObject({ metricSources: [{ basis: 'run' }] });
    const old = await collect(project({ 'models/metrics.json': '{"acc": 1}' }, NOON - 120_000), { run });
    expect(old).toMatchObject({ metrics: [], missing: [{ code: 'metrics.stale', message: expect.stringContaining('was not written by this run') }] });
  });

  it('reads the performance of a sidecar', async () => {
    const finding = await collect(project({ 'models/fraud.json': '{"hyperparameters": {"lr": 1}, "performance_metrics": {"f1": 0.90}}' }));
    expect(values(finding)).toEqual(['f1=0.90']);
    expect(finding.metricSources).toMatchObject([{ basis: 'producer', key: 'performance_metrics' }]);
  });

  it('reads last and best values of a transformers checkpoint, its history and where it stands', async () => {
    const root = copyFixture('transformers');
    put(root, 'checkpoint-20/model.safetensors', 'weights');
    const finding = await metricsCollector.collect(contextOf(root, ['checkpoint-20/model.safetensors', 'checkpoint-20/trainer_state.json']));
    expect(values(finding)).toEqual([
      'best.eval_accuracy=0.91',
      'best.eval_loss=0.31',
      'best.loss=0.25',
      'best_metric=0.31',
      'epoch=2.0',
      'eval_accuracy=0.9',
      'eval_loss=0.35',
      'eval_runtime=1.4',
      'grad_norm=NaN',
      'learning_rate=1e-05',
      'loss=0.25',
      'step=20',
    ]);
    expect(finding.facts).toEqual([{ name: 'epoch', value: '2.0' }, { name: 'run', value: '.' }, { name: 'step', value: '20' }]);
    const history = JSON.parse(Buffer.from(finding.objects?.[0] ?? []).toString()) as unknown[];
    expect(history[0]).toEqual({ name: 'grad_norm', step: '10', value: '2.5' });
    expect(finding.metricSources).toMatchObject([{ path: 'checkpoint-20/trainer_state.json', basis: 'producer', history: { size: finding.objects?.[0]?.length } }]);
  });

  it('reads all_results.json beside a model folder', async () => {
    const root = copyFixture('transformers');
    put(root, 'model.safetensors', 'weights');
    expect(values(await metricsCollector.collect(contextOf(root, ['model.safetensors'])))).toEqual(['epoch=2.0', 'eval_accuracy=0.9', 'eval_loss=0.35', 'train_loss=0.385']);
  });

  it('survives a trainer state of any wrong shape', async () => {
    const finding = await collect(project({ 'models/trainer_state.json': '{"global_step": [], "log_history": [1, null, {"loss": "x"}, {"loss": 1, "step": {}}]}' }));
    expect(values(finding)).toEqual(['loss=1']);
  });

  it('sees that a metrics file inside the model folder does not make the model newer', async () => {
    const root = emptyFolder();
    put(root, 'out/model.safetensors', 'w', NOON - HOUR);
    put(root, 'out/metrics.json', '{"acc": 1}', NOON);
    const finding = await metricsCollector.collect(contextOf(root, ['out/metrics.json', 'out/model.safetensors'], { folder: join(root, 'out') }));
    expect([values(finding), finding.doubts]).toEqual([['acc=1'], []]);
  });
});
