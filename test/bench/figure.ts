/** One measured figure, with its budget where design names one. */
export interface Figure {
  readonly figure: string;
  /** Median of what was measured, with its unit in the name of the field. */
  readonly [name: string]: string | number | boolean;
}

/** Prints a figure as one line of JSON. */
export function report(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** Runs `work` some times and answers the median in milliseconds. */
export async function median(rounds: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return middle(times);
}

/** The median of some numbers. */
export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Two digits after the point. */
export function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
