import { primaryMetric } from '../../core/model/primaryMetric.ts';
import type { Metric } from '../../core/model/record.ts';
import { numberDifference, shortNumber } from '../../core/text/metricNumber.ts';
import { inertLabel } from './inertLabel.ts';

/** The metric to show first among `metrics`: the one that was chosen for the model, else the best-known one. */
export function chosenMetric(metrics: readonly Metric[], chosen: string | undefined): Metric | undefined {
  const name = chosen ?? primaryMetric(metrics).metric;
  return metrics.find((metric) => metric.name === name);
}

/** `f1 0.953`; only the last part of a dotted name, since the rest rarely tells models apart. Empty without a metric. */
export function metricLabel(metric: Metric | undefined): string {
  if (metric === undefined) return '';
  const name = metric.name.slice(metric.name.lastIndexOf('.') + 1) || metric.name;
  return `${inertLabel(name, 24)} ${inertLabel(shortNumber(metric.value), 16)}`;
}

/** `+0.004` against the same metric of the version before; empty when there is nothing to compare with. */
export function differenceLabel(metric: Metric | undefined, before: readonly Metric[] | undefined): string {
  const old = before?.find((other) => other.name === metric?.name);
  return metric === undefined || old === undefined ? '' : (numberDifference(metric.value, old.value) ?? '');
}
