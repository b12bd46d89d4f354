import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { experimentCollector } from '../../../../src/adapters/lineage/experimentCollector.ts';
import { flattenValues } from '../../../../src/adapters/lineage/flattenValues.ts';
import { metricsCollector } from '../../../../src/adapters/lineage/metricsCollector.ts';
import { paramsCollector } from '../../../../src/adapters/lineage/paramsCollector.ts';
import { findProducerClaims } from '../../../../src/adapters/lineage/producerClaims.ts';
import { readWandbLog } from '../../../../src/adapters/lineage/readWandbLog.ts';
import type { CaptureContext } from '../../../../src/core/ports/collector.ts';
import { contextOf, emptyFolder, HOUR, put } from './captureContext.ts';
import { copyFixture, setTimes } from './fixture.ts';

const BLOCK = 32_768;
const MAGIC = Buffer.from(':W&B\xe1\xbe\0', 'latin1');

/** A copy of the fixture, its model written while the run went on. */
function project(): { readonly root: string; readonly run: string; readonly id: string; readonly log: string; readonly started: number } {
  const root = copyFixture('wandb-log');
  const run = globSync('wandb/*run-*', { cwd: root })[0] as string;
  const id = run.split('-').at(-1) as string;
  const [year, month, day, hour, minute, second] = (/(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)/.exec(run) as RegExpExecArray).slice(1).map(Number) as [number, number, number, number, number, number];
  const started = Date.UTC(year, month - 1, day, hour, minute, second);
  setTimes(root, started + 30_000);
  return { root, run, id, log: join(root, run, `run-${id}.wandb`), started };
}

const field = (number: number, content: Uint8Array | string): Buffer => {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
};
const varint = (value: number): Buffer => Buffer.from(value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);
const change = (name: string | readonly string[], json?: string): Buffer =>
  field(json === undefined ? 2 : 1, Buffer.concat([...(typeof name === 'string' ? [field(1, name)] : name.map((part) => field(2, part))), ...(json === undefined ? [] : [field(16, json)])]));
const config = (...changes: readonly Buffer[]): Buffer => field(5, Buffer.concat(changes));
const summary = (...changes: readonly Buffer[]): Buffer => field(3, Buffer.concat(changes));
const fragment = (type: number, bytes: Uint8Array): Buffer => {
  const checked = Buffer.concat([Buffer.from([type]), bytes]);
  const head = Buffer.alloc(6);
  head.writeUInt32LE(crc32(checked));
  head.writeUInt16LE(bytes.length, 4);
  return Buffer.concat([head, checked]);
};
/** A log that holds these records, each in one fragment of one block. */
const logOf = (...records: readonly Uint8Array[]): Buffer => Buffer.concat([MAGIC, ...records.map((record) => fragment(1, record))]);
/** A log as W&B writes it: records go on in the next block. */
function written(records: readonly Uint8Array[]): Buffer {
  const parts: Buffer[] = [MAGIC];
  let left = BLOCK - MAGIC.length;
  for (const record of records) {
    for (let at = 0, first = true; first || at < record.length; first = false) {
      if (left < 7) {
        parts.push(Buffer.alloc(left));
        left = BLOCK;
      }
      const piece = record.subarray(at, at + left - 7);
      at += piece.length;
      parts.push(fragment(at < record.length ? (first ? 2 : 3) : first ? 1 : 4, piece));
      left -= piece.length + 7;
    }
  }
  return Buffer.concat(parts);
}

async function read(bytes: Uint8Array): Promise<unknown> {
  const log = await readWandbLog(put(emptyFolder(), 'run-x.wandb', bytes), {});
  if ('reason' in log) return log.reason;
  const named = (node: typeof log.config): readonly string[] => flattenValues(node).values.map(({ name, value }) => `${name}=${value}`);
  return { config: named(log.config), summary: named(log.summary) };
}

describe('a run that W&B keeps in its log', () => {
  it('gives config, summary and commit of a real run, with records that go over several blocks', async () => {
    const { root, run, id, log } = project();
    const context = contextOf(root, ['model.bin']);
    expect(readFileSync(log).length).toBeGreaterThan(3 * BLOCK);
    const source = { path: `${run}/run-${id}.wandb`, basis: 'producer', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(await paramsCollector.collect(context)).toMatchObject({
      params: [
        { name: 'flag', type: 'bool', value: 'true' },
        { name: 'layers', type: 'int', value: '2' },
        { name: 'lr', type: 'float', value: '0.00001' },
        { name: 'old', type: 'int', value: '1' },
        { name: 'opt.beta', type: 'float', value: '0.9' },
        { name: 'opt.name', type: 'string', value: 'sgd' },
      ],
      paramSources: [{ ...source, key: 'config' }],
    });
    expect(await metricsCollector.collect(context)).toMatchObject({
      metrics: [
        { name: 'broken', value: 'NaN' },
        { name: 'f1.max', value: '0.9' },
        { name: 'loss', value: '0.0033333333333333335' },
        { name: 'val.acc', value: '0.7989999999999999' },
      ],
      metricSources: [{ ...source, key: 'summary' }],
    });
    expect((await experimentCollector.collect(context)).experiment).toEqual({ system: 'wandb', id });
    expect(await findProducerClaims(context)).toEqual([{ source: run, commit: expect.stringMatching(/^[0-9a-f]{40}$/) }]);
  });

  it('is known by the time that the log says, also in a copy', async () => {
    const { root, id, started } = project();
    const at = (time: number): CaptureContext => {
      put(root, 'model.bin', 'weights', time);
      return contextOf(root, ['model.bin']);
    };
    expect((await experimentCollector.collect(at(started + 5000))).experiment).toEqual({ system: 'wandb', id });
    expect((await experimentCollector.collect(at(started - HOUR))).experiment).toBeUndefined();
    expect((await experimentCollector.collect(at(started + HOUR))).experiment).toBeUndefined();
  });

  it('gives way to the files of an online run, each for itself', async () => {
    const { root, run } = project();
    put(root, `${run}/files/config.yaml`, 'lr:\n  value: 1e-05\n');
    put(root, `${run}/files/wandb-summary.json`, '{"_wandb": {"runtime": 0}}');
    const context = contextOf(root, ['model.bin']);
    expect(await paramsCollector.collect(context)).toMatchObject({ params: [{ name: 'lr', value: '1e-05' }], paramSources: [{ path: `${run}/files/config.yaml` }] });
    expect((await metricsCollector.collect(context)).metrics).toHaveLength(4);
  });

  it('gives what is whole when it is cut off anywhere', async () => {
    const whole = readFileSync(project().log);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 600, max: whole.length }), async (size) => {
        expect(await read(whole.subarray(0, size))).toMatchObject({ config: expect.arrayContaining(['opt.name=sgd']) });
      }),
      { numRuns: 30 },
    );
    expect(await read(MAGIC)).toEqual({ config: [], summary: [] });
    expect(await read(Buffer.alloc(0))).toEqual({ config: [], summary: [] });
  });

  it('is missing, with the reason, when its log is damaged or none', async () => {
    const { root, run, id, log } = project();
    const missing = async (): Promise<unknown> => (await metricsCollector.collect(contextOf(root, ['model.bin']))).missing;
    const because = (reason: string): unknown => [{ code: 'metrics.unreadable', fact: 'metrics', message: `${run}/run-${id}.wandb was not read: ${reason}.` }];
    const bytes = readFileSync(log);
    bytes[50_000] = (bytes[50_000] as number) ^ 1;
    writeFileSync(log, bytes);
    setTimes(root, Date.now());
    expect(await missing()).toEqual([{ code: 'metrics.unreadable', fact: 'metrics', message: expect.stringContaining('it is damaged') }]);
    put(root, `${run}/run-${id}.wandb`, 'hello', Date.now());
    expect(await missing()).toEqual(because('it is no log of W&B'));
    put(root, `${run}/run-${id}.wandb`, '', Date.now());
    expect(await missing()).toMatchObject([{ code: 'metrics.trackedElsewhere' }]);
  });
});

describe('readWandbLog', () => {
  it('follows changes: later ones win, inside objects too, and what is removed is gone', async () => {
    const records = [config(change('a', '{"b": 1, "c": {"d": 2}}'), change('gone', '1')), config(change(['a', 'c', 'd'], '3'), change(['x', 'y'], '"z"'), change('gone')), config(change('x', '5')), summary(change(['a', 'b'], 'NaN')), summary(change(['a', 'b', 'c'], '-Infinity'))];
    expect(await read(logOf(...records))).toEqual({ config: ['a.b=1', 'a.c.d=3', 'x=5'], summary: ['a.b.c=-Infinity'] });
  });

  it('refuses what has no name, is no JSON, or no message', async () => {
    for (const record of [config(change([], '1')), config(change('a', '{')), config(change('a', '1')).subarray(0, 5), Buffer.from([0x2f]), Buffer.from(Array(11).fill(0xff)), config(change(Array(65).fill('a'), '1'))]) {
      expect(await read(logOf(record))).toBe('it is damaged');
    }
  });

  it('refuses fragments out of order, of unknown type, or beyond the block', async () => {
    const part = config(change('a', '1'));
    const early = Buffer.concat([MAGIC, fragment(1, part).fill(0xff, 4, 6), Buffer.alloc(BLOCK)]);
    for (const bytes of [[3], [4], [2, 1], [2, 2], [5], [0]].map((types) => Buffer.concat([MAGIC, ...types.map((type) => fragment(type, part))]))) expect(await read(bytes)).toBe('it is damaged');
    expect(await read(early)).toBe('it is damaged');
  });

  it('joins a record from many fragments, and refuses one without end', async () => {
    const record = config(change('a', `"${'x'.repeat(2000)}"`));
    const pieces = [record.subarray(0, 100), record.subarray(100, 1000), record.subarray(1000)];
    expect(await read(Buffer.concat([MAGIC, ...pieces.map((piece, i) => fragment(i === 0 ? 2 : i === 1 ? 3 : 4, piece))]))).toMatchObject({ config: [`a=${'x'.repeat(2000)}`] });
    expect(await read(Buffer.concat([MAGIC, fragment(2, record), ...Array(1000).fill(fragment(3, Buffer.alloc(0)))]))).toBe('it has a record larger than 16 MiB');
  });

  it('refuses more names than it can hold', async () => {
    const changes = Array.from({ length: 2000 }, (_, i) => config(change(String(i), `{"n": ${i}}`), ...Array.from({ length: 60 }, (__, j) => change([String(i), String(j)], '1'))));
    expect(await read(written(changes))).toBe('it holds too many values');
    expect(await read(written(changes.slice(0, 100)))).toMatchObject({ config: { length: 6100 } });
  });

  it('never waits for a pipe, nor reads a folder or an enormous file', async () => {
    const folder = emptyFolder();
    const reasonOf = async (name: string): Promise<unknown> => ((await readWandbLog(join(folder, name), {})) as { readonly reason?: string }).reason;
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    mkdirSync(join(folder, 'folder'));
    truncateSync(put(folder, 'huge', MAGIC), 2 ** 30 + 1);
    expect([await reasonOf('pipe'), await reasonOf('folder'), await reasonOf('huge'), await reasonOf('none')]).toEqual(['it is not a regular file', 'it is not a regular file', 'it is larger than 1 GiB', 'it does not exist']);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(readWandbLog(project().log, { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('answers or says a reason for any damage, even where the checksum agrees', async () => {
    const bytes = fc.uint8Array({ maxLength: 60 });
    const honest = fc.constantFrom(config(change('a', '{"b": 1}')), summary(change(['a', 'b'], '1')), config(change('a')));
    const bent = fc.tuple(honest, fc.nat(100), fc.nat(255)).map(([record, at, value]) => Buffer.from(record).fill(value, at % record.length, (at % record.length) + 1));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(bytes, honest, bent), { maxLength: 8 }), async (records) => {
        const answer = await read(logOf(...records));
        expect(typeof answer === 'string' ? answer : Object.keys(answer as object)).toSatisfy((one) => (typeof one === 'string' ? /^it (?:is damaged|holds too many values)$/.test(one) : String(one) === 'config,summary'));
      }),
      { numRuns: 200 },
    );
  });
});
