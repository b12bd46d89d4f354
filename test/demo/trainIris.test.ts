import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/adapters/formats/detectFormat.ts';
import { root } from '../step.ts';
import { trainIris } from './trainIris.ts';

const python = pythonOfSample();
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const reader = python !== undefined && spawnSync(python, ['-c', 'import safetensors']).status === 0 ? python : undefined;
if (python === undefined) console.log('No Python 3.8 or later here: left out that train.py gives the same numbers as its twin.');
if (reader === undefined) console.log('No safetensors package of Python here: left out that it reads what the sample writes.');

describe('the sample project', () => {
  it('is trained by the twin, which writes true safetensors, labels and metrics', async () => {
    const folder = sample();
    expect(trainIris(folder)).toEqual(['20 epochs on 100 flowers: validation accuracy 0.900, loss 0.269', 'models/iris/model.safetensors written']);
    expect(json(folder, 'labels.json')).toEqual(['setosa', 'versicolor', 'virginica']);
    expect(json(folder, 'metrics.json')).toEqual({ train: { loss: 0.232955, accuracy: 0.92 }, val: { loss: 0.269114, accuracy: 0.9 } });
    await expectSafetensors(readFileSync(join(folder, 'models/iris/model.safetensors')));
  });

  it('gives another model for other parameters, and the same one for the same', () => {
    const [one, two, other] = [trained(), trained(), trained({ learning_rate: 0.02 })];
    expect(two.equals(one)).toBe(true);
    expect(other.equals(one)).toBe(false);
  });

  it.each(present(python))('gives the same numbers in TypeScript as in %s', async (python) => {
    for (const params of [{}, { learning_rate: 0.02, epochs: 60 }, { seed: 4_294_967_295, hidden_units: 5, weight_decay: 0.01, epochs: 3 }]) {
      const [twin, script] = [sample(params), sample(params)];
      const said = execFileSync(python, ['-B', 'train.py'], { cwd: script, encoding: 'utf8' });
      expect(said.trimEnd().split(/\r?\n/)).toEqual(trainIris(twin));
      const bytes = readFileSync(join(script, 'models/iris/model.safetensors'));
      await expectSafetensors(bytes);
      expectClose(numbers(bytes), numbers(readFileSync(join(twin, 'models/iris/model.safetensors'))));
      expect(json(script, 'labels.json')).toEqual(json(twin, 'labels.json'));
      expectClose(metricsOf(script), metricsOf(twin));
    }
  });

  it.each(present(reader))('is read by the safetensors package of %s', (reader) => {
    const folder = sample();
    trainIris(folder);
    const program = 'import json, sys\nfrom safetensors import safe_open\nwith safe_open(sys.argv[1], "np") as f: print(json.dumps({"names": sorted(f.keys()), "metadata": f.metadata()}))';
    const read = JSON.parse(execFileSync(reader, ['-c', program, join(folder, 'models/iris/model.safetensors')], { encoding: 'utf8' })) as unknown;
    expect(read).toEqual({
      names: ['hidden.bias', 'hidden.weight', 'input.deviation', 'input.mean', 'output.bias', 'output.weight'],
      metadata: { features: 'sepal_length,sepal_width,petal_length,petal_width', labels: 'setosa,versicolor,virginica' },
    });
  });
});

/** A program that is not here runs no test. */
function present(program: string | undefined): readonly string[] {
  return program === undefined ? [] : [program];
}

function pythonOfSample(): string | undefined {
  return ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0);
}

/** A copy of the sample, with some parameters changed. */
function sample(params: Readonly<Record<string, number>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'modelkeep sample '));
  folders.push(folder);
  cpSync(join(root, 'media', 'sample'), folder, { recursive: true, filter: (path) => !/[\\/](models|__pycache__)$/.test(path) });
  const file = join(folder, 'params.json');
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...params }));
  return folder;
}

function trained(params: Readonly<Record<string, number>> = {}): Buffer {
  const folder = sample(params);
  trainIris(folder);
  return readFileSync(join(folder, 'models/iris/model.safetensors'));
}

function json(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(folder, 'models/iris', name), 'utf8'));
}

function metricsOf(folder: string): readonly number[] {
  const { train, val } = json(folder, 'metrics.json') as Record<'train' | 'val', { loss: number; accuracy: number }>;
  return [train.loss, train.accuracy, val.loss, val.accuracy];
}

/** Every weight of a file of 32-bit floats. */
function numbers(bytes: Buffer): readonly number[] {
  const start = 8 + Number(bytes.readBigUInt64LE());
  return Array.from({ length: (bytes.length - start) / 4 }, (_, index) => bytes.readFloatLE(start + 4 * index));
}

/** Libraries differ in the last digits of exp, tanh and log. */
function expectClose(left: readonly number[], right: readonly number[]): void {
  expect(left.length).toBe(right.length);
  expect(Math.max(...left.map((value, index) => Math.abs(value - (right[index] ?? Number.NaN))))).toBeLessThan(1e-4);
}

async function expectSafetensors(bytes: Buffer): Promise<void> {
  const file = { size: bytes.length, read: async (offset: number, length: number) => bytes.subarray(offset, offset + length) };
  const facts = await detectFormat(file, 'model.safetensors');
  expect(facts?.format).toBe('safetensors');
  expect(facts?.tensors.map(({ name, dtype }) => `${name} ${dtype}`)).toEqual(['input.mean F32', 'input.deviation F32', 'hidden.weight F32', 'hidden.bias F32', 'output.weight F32', 'output.bias F32']);
  expect(facts?.tensors[0]?.start).toBe(facts?.cuts[0]);
  expect((facts?.cuts[0] ?? 1) % 8).toBe(0);
}
