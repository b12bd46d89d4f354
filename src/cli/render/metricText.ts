import { primaryMetric } from '../../core/model/primaryMetric.ts';
import type { Metric } from '../../core/model/record.ts';
import { numberDifference } from '../../core/text/metricNumber.ts';
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

/** `+0.004` against the version before, coloured when it is known which way is better; nothing when it cannot be told. */
export function metricDifference(metric: Metric, before: readonly Metric[] | undefined, direction: 'max' | 'min' | undefined): Part | undefined {
  const old = before?.find(({ name }) => name === metric.name);
  if (old === undefined) return undefined;
  const difference = numberDifference(metric.value, old.value);
  if (difference === undefined || direction === undefined) return difference;
  if (difference === '±0') return look('dim', difference);
  return look((direction === 'max') === difference.startsWith('+') ? 'good' : 'bad', difference);
}
