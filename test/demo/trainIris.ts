import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IrisNetwork, type Flower } from './irisNetwork.ts';
import { MersenneTwister } from './mersenneTwister.ts';
import { safetensorsBytes } from './safetensorsBytes.ts';

/** The sample's `params.json`. */
interface TrainingParams {
  readonly seed: number;
  readonly hidden_units: number;
  readonly epochs: number;
  readonly learning_rate: number;
  readonly weight_decay: number;
}

const VALIDATION_ROWS = 50;

/**
 * The twin of `media/sample/train.py`, for machines without Python: the same files with the same numbers (but for the
 * last digits of floating point), in the sample project at `folder`. Answers what the script prints.
 */
export function trainIris(folder: string): readonly string[] {
  const params = JSON.parse(readFileSync(join(folder, 'params.json'), 'utf8')) as TrainingParams;
  const rng = new MersenneTwister(params.seed);
  const { features, labels, rows } = readFlowers(join(folder, 'data', 'iris.csv'));
  rng.shuffle(rows);
  const { means, deviations } = meanAndDeviation(rows.slice(VALIDATION_ROWS));
  const scaled = rows.map(({ inputs, label }) => ({ inputs: inputs.map((value, column) => (value - (means[column] ?? 0)) / (deviations[column] ?? 1)), label }));
  const validation = scaled.slice(0, VALIDATION_ROWS);
  const training = scaled.slice(VALIDATION_ROWS);

  const network = new IrisNetwork(features.length, params.hidden_units, labels.length, rng);
  for (let epoch = 0; epoch < params.epochs; epoch += 1) {
    rng.shuffle(training);
    for (const flower of training) network.step(flower, params.learning_rate, params.weight_decay);
  }
  const metrics = { train: network.evaluate(training), val: network.evaluate(validation) };

  const output = join(folder, 'models', 'iris');
  mkdirSync(output, { recursive: true });
  const tensors = { 'input.mean': means, 'input.deviation': deviations, ...network.tensors() };
  writeFileSync(join(output, 'model.safetensors'), safetensorsBytes(tensors, { features: features.join(','), labels: labels.join(',') }));
  writeJson(join(output, 'labels.json'), labels);
  writeJson(join(output, 'metrics.json'), metrics);
  return [
    `${params.epochs} epochs on ${training.length} flowers: validation accuracy ${metrics.val.accuracy.toFixed(3)}, loss ${metrics.val.loss.toFixed(3)}`,
    'models/iris/model.safetensors written',
  ];
}

function readFlowers(file: string): { features: readonly string[]; labels: readonly string[]; rows: Flower[] } {
  const [header = [], ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/).map((line) => line.split(','));
  const labels = [...new Set(lines.map((line) => line.at(-1) ?? ''))].sort();
  const rows = lines.map((line) => ({ inputs: line.slice(0, -1).map(Number), label: labels.indexOf(line.at(-1) ?? '') }));
  return { features: header.slice(0, -1), labels, rows };
}

function meanAndDeviation(rows: readonly Flower[]): { means: readonly number[]; deviations: readonly number[] } {
  const columns = (rows[0]?.inputs ?? []).map((_, column) => rows.map(({ inputs }) => inputs[column] ?? 0));
  const means = columns.map(mean);
  const deviations = columns.map((column, index) => Math.sqrt(mean(column.map((value) => (value - (means[index] ?? 0)) ** 2))));
  return { means, deviations };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

// From a shell, in the folder of the sample: node …/test/demo/trainIris.ts
if (import.meta.main) for (const line of trainIris(process.cwd())) console.log(line);
