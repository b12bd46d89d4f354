import { describe, expect, it } from 'vitest';
import { baseModelCollector } from '../../../../src/adapters/lineage/baseModelCollector.ts';
import { collectLineage } from '../../../../src/adapters/lineage/collectLineage.ts';
import { createDataCollector } from '../../../../src/adapters/lineage/dataCollector.ts';
import { createEnvironmentCollector } from '../../../../src/adapters/lineage/environmentCollector.ts';
import { experimentCollector } from '../../../../src/adapters/lineage/experimentCollector.ts';
import { metricsCollector } from '../../../../src/adapters/lineage/metricsCollector.ts';
import { paramsCollector } from '../../../../src/adapters/lineage/paramsCollector.ts';
import { RegistryError } from '../../../../src/core/errors.ts';
import { recordShape } from '../../../../src/core/model/recordShape.ts';
import type { CaptureContext, Collector, Finding } from '../../../../src/core/ports/collector.ts';
import { contextOf, emptyFolder, put } from './captureContext.ts';
import { copyFixture } from './fixture.ts';

const root = (): string => {
  const folder = emptyFolder();
  put(folder, 'model.bin', 'w');
  return folder;
};
const context = (changes = {}): CaptureContext => contextOf(root(), ['model.bin'], changes);
const collector = (kind: string, collect: (context: CaptureContext) => Promise<Finding>): Collector => ({ kind, collect });
const after = (ms: number, finding: Finding): Promise<Finding> => new Promise((resolve) => setTimeout(() => resolve(finding), ms));
const all = (): readonly Collector[] => {
  const memory = new Map<string, string>();
  return [paramsCollector, metricsCollector, createDataCollector({ hashCache: { get: (key) => memory.get(key), set: (key, value) => memory.set(key, value) } }), createEnvironmentCollector(), experimentCollector, baseModelCollector];
};

describe('collectLineage', () => {
  it('joins findings in one order whichever comes first', async () => {
    const doubt = (code: string): Finding => ({ doubts: [{ code, fact: 'data', message: code }] });
    const slow = collector('a', () => after(20, { ...doubt('z'), facts: [{ name: 'x', value: '1' }] }));
    const fast = collector('b', () => after(1, { ...doubt('a'), facts: [{ name: 'x', value: '2' }, { name: 'b', value: '3' }] }));
    const found = await collectLineage([slow, fast], context());
    expect(found.doubts?.map((one) => one.code)).toEqual(['a', 'z']);
    expect(found.facts).toEqual([{ name: 'b', value: '3' }, { name: 'x', value: '1' }]);
  });

  it('turns an unforeseen failure into a gap that holds no path', async () => {
    const failing = collector('data', () => Promise.reject(Object.assign(new Error("EIO: read '/home/me/x'"), { code: 'EIO' })));
    expect((await collectLineage([failing], context())).missing).toEqual([{ code: 'data.failed', fact: 'data', message: 'The data could not be read (EIO).' }]);
    const odd = collector('data', () => Promise.reject(new TypeError('x')));
    expect((await collectLineage([odd], context())).missing).toMatchObject([{ message: 'The data could not be read (TypeError).' }]);
  });

  it('passes a refusal on and stops the others', async () => {
    let stopped = false;
    const refusing = collector('params', () => Promise.reject(new RegistryError('file.unreadable', 'no')));
    const waiting = collector('data', ({ signal }) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new RegistryError('cancelled', String((stopped = true)))))));
    await expect(collectLineage([waiting, refusing], context())).rejects.toMatchObject({ code: 'file.unreadable' });
    expect(stopped).toBe(true);
  });

  it('passes a cancel on', async () => {
    const controller = new AbortController();
    const waiting = collector('data', ({ signal }) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('stopped')))));
    const running = collectLineage([waiting], context({ signal: controller.signal }));
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('gives from real files a record of the agreed shape, equal for equal content anywhere', async () => {
    const record = async (): Promise<unknown> => {
      const at = copyFixture('dvc');
      put(at, 'uv.lock', '[[package]]\nname = "six"\nversion = "1.16.0"\n');
      const { params = [], metrics = [], objects, places, ...lineage } = await collectLineage(all(), contextOf(at, ['models/model.bin'], { options: { metrics: ['metrics.json'] } }));
      expect([objects?.length, places]).toEqual([2, []]);
      expect(JSON.stringify(lineage)).not.toContain(at);
      return { v: 1, model: 'fraud', branch: 'main', parents: [], manifest: '0'.repeat(64), params, metrics, lineage };
    };
    const first = await record();
    expect(recordShape(first, 'record')).toBeUndefined();
    expect(await record()).toEqual(first);
  });
});
