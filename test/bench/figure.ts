/** What a figure is measured in; the table aligns by it. */
export type Unit = 'ms' | 's' | 'MB' | 'KB' | 'bytes' | 'files';

/** What a figure should be: at most this much, in its unit, or at most this many times what it is held against. */
export type Budget = { readonly most: number } | { readonly mostRatio: number };

/** One measured figure, in one unit throughout. A budget is shown and never enforced: machines differ, and are busy. */
export interface Figure {
  /** What was measured, for people. */
  readonly figure: string;
  readonly value: number;
  readonly unit: Unit;
  /** Measured in the same run. */
  readonly against?: { readonly what: string; readonly value: number };
  readonly budget?: Budget;
  /** What else a reader needs to make sense of it. */
  readonly facts?: { readonly [name: string]: string | number | boolean };
}

/** A figure as its line of JSON has it. */
export interface ReportedFigure extends Figure {
  /** Value by what it is held against. */
  readonly ratio?: number;
  /** Whether it is within its budget; absent without one. */
  readonly met?: boolean;
}

/** Prints a figure as one line of JSON. */
export function report(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(reported(figure))}\n`);
}

/** The figure rounded, with its ratio, judged before it is rounded. */
export function reported(figure: Figure): ReportedFigure {
  const { value, against, budget } = figure;
  const ratio = against === undefined ? undefined : value / against.value;
  const met = budget === undefined ? undefined : 'most' in budget ? value <= budget.most : (ratio ?? Number.NaN) <= budget.mostRatio;
  return {
    ...figure,
    value: rounded(value),
    ...(against === undefined ? {} : { against: { ...against, value: rounded(against.value) } }),
    ...(ratio === undefined ? {} : { ratio: rounded(ratio) }),
    ...(met === undefined ? {} : { met }),
  };
}

/** Runs `work` some times and answers the median in milliseconds. */
export async function median(rounds: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(work));
  return middle(times);
}

/** How long `work` takes, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The median of some numbers. */
export function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Two digits after the point below ten, one below a hundred, none above. */
function rounded(value: number): number {
  const digits = Math.abs(value) < 10 ? 100 : Math.abs(value) < 100 ? 10 : 1;
  return Math.round(value * digits) / digits;
}
