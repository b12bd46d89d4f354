import { primaryMetric } from '../../core/model/primaryMetric.ts';
import type { Metric } from '../../core/model/record.ts';
import { look, type Part } from './paint.ts';

/** The metric that a model shows first, and which way is better. */
export interface MetricChoice {
  readonly metric?: string;
  readonly direction?: 'max' | 'min';
}

/** The chosen metric among those of a version; without a choice the one that people look at first. */
export function chosenMetric(metrics: readonly Metric[], choice: MetricChoice): Metric | undefined {
  const name = choice.metric ?? primaryMetric(metrics).metric;
  return metrics.find((metric) => metric.name === name);
}

/** A number as written, long ones rounded to five significant digits: `0.953`, `0.95333`, `1e-05`. */
export function shortNumber(value: string): string {
  if (value.length <= 7 || !/^-?\d*\.?\d+(?:[eE][+-]?\d+)?$/.test(value)) return value;
  const rounded = Number(value);
  if (!Number.isFinite(rounded)) return value;
  if (Number.isInteger(rounded)) return value;
  return String(Number(rounded.toPrecision(5)));
}

/** `+0.004` against the version before, coloured when it is known which way is better; nothing when it cannot be told. */
export function metricDifference(metric: Metric, before: readonly Metric[] | undefined, direction: 'max' | 'min' | undefined): Part | undefined {
  const old = before?.find(({ name }) => name === metric.name);
  if (old === undefined) return undefined;
  const difference = Number(metric.value) - Number(old.value);
  if (metric.value.trim() === '' || old.value.trim() === '' || !Number.isFinite(difference)) return undefined;
  if (difference === 0) return look('dim', '±0');
  const text = signed(difference, Math.max(decimals(shortNumber(metric.value)), decimals(shortNumber(old.value))));
  if (direction === undefined) return text;
  return look((direction === 'max') === difference > 0 ? 'good' : 'bad', text);
}

function signed(difference: number, digits: number): string {
  const fixed = Math.abs(difference).toFixed(Math.min(digits, 12));
  const size = Number(fixed) === 0 ? String(Number(Math.abs(difference).toPrecision(2))) : fixed;
  return `${difference < 0 ? '-' : '+'}${size}`;
}

function decimals(value: string): number {
  return /^-?\d*\.(\d+)$/.exec(value)?.[1]?.length ?? 0;
}
