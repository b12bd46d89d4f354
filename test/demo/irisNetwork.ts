import type { MersenneTwister } from './mersenneTwister.ts';

/** One row of the data: scaled measurements, and the index of its class. */
export interface Flower {
  readonly inputs: readonly number[];
  readonly label: number;
}

/** `Network` of `media/sample/train.py`: inputs → hidden units with tanh → one output per class with softmax. */
export class IrisNetwork {
  readonly #hidden: Layer;
  readonly #output: Layer;

  constructor(inputs: number, hidden: number, outputs: number, rng: MersenneTwister) {
    this.#hidden = newLayer(hidden, inputs, rng);
    this.#output = newLayer(outputs, hidden, rng);
  }

  /** One step of stochastic gradient descent on the cross-entropy of one flower. */
  step({ inputs, label }: Flower, learningRate: number, weightDecay: number): void {
    const { hidden, probabilities } = this.#forward(inputs);
    const outputError = probabilities.map((probability, index) => probability - (index === label ? 1 : 0));
    const hiddenError = hidden.map((unit, index) => (1 - unit * unit) * dot(outputError, this.#output.weight.map((row) => row[index] ?? 0)));
    descend(this.#output, outputError, hidden, learningRate, weightDecay);
    descend(this.#hidden, hiddenError, inputs, learningRate, weightDecay);
  }

  /** Mean cross-entropy, and the share of flowers whose most probable class is the right one. */
  evaluate(flowers: readonly Flower[]): { readonly loss: number; readonly accuracy: number } {
    let loss = 0;
    let right = 0;
    for (const { inputs, label } of flowers) {
      const { probabilities } = this.#forward(inputs);
      loss -= Math.log(probabilities[label] ?? 0);
      if (probabilities.indexOf(Math.max(...probabilities)) === label) right += 1;
    }
    return { loss: sixDigits(loss / flowers.length), accuracy: sixDigits(right / flowers.length) };
  }

  /** Weights and biases by the names under which they are written. */
  tensors(): Readonly<Record<string, readonly number[] | readonly (readonly number[])[]>> {
    return {
      'hidden.weight': this.#hidden.weight,
      'hidden.bias': this.#hidden.bias,
      'output.weight': this.#output.weight,
      'output.bias': this.#output.bias,
    };
  }

  #forward(inputs: readonly number[]): { readonly hidden: readonly number[]; readonly probabilities: readonly number[] } {
    const hidden = affine(this.#hidden, inputs).map(Math.tanh);
    return { hidden, probabilities: softmax(affine(this.#output, hidden)) };
  }
}

/** Weights by row, and one bias for each. */
interface Layer {
  readonly weight: number[][];
  readonly bias: number[];
}

function newLayer(rows: number, columns: number, rng: MersenneTwister): Layer {
  const limit = Math.sqrt(6 / (rows + columns));
  const weight = Array.from({ length: rows }, () => Array.from({ length: columns }, () => rng.uniform(-limit, limit)));
  return { weight, bias: weight.map(() => 0) };
}

function descend(layer: Layer, errors: readonly number[], values: readonly number[], learningRate: number, weightDecay: number): void {
  for (const [index, error] of errors.entries()) {
    layer.bias[index] = (layer.bias[index] ?? 0) - learningRate * error;
    layer.weight[index] = (layer.weight[index] ?? []).map((weight, column) => weight - learningRate * (error * (values[column] ?? 0) + weightDecay * weight));
  }
}

function affine({ weight, bias }: Layer, values: readonly number[]): readonly number[] {
  return weight.map((row, index) => dot(row, values) + (bias[index] ?? 0));
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

function softmax(totals: readonly number[]): readonly number[] {
  const largest = Math.max(...totals);
  const powers = totals.map((total) => Math.exp(total - largest));
  const whole = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / whole);
}

function sixDigits(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
