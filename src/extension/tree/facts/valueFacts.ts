import type { Lineage } from '../../../core/model/lineage.ts';
import type { Metric, Param } from '../../../core/model/record.ts';
import { numberDifference, shortNumber } from '../../../core/text/metricNumber.ts';
import { chosenMetric, metricLabel } from '../../texts/chosenMetric.ts';
import { inertLabel } from '../../texts/inertLabel.ts';
import { joinFacts } from '../../texts/joinFacts.ts';
import { t } from '../../texts/translate.ts';
import { basisText } from './basisText.ts';
import { factView, MOST_ROWS, type FactView } from './factView.ts';

/** How many values the row of all names. */
const NAMED = 3;

/** `Params   8: lr 3e-4, epochs 15, …` with each below it. */
export function paramsFact(params: readonly Param[], lineage: Lineage): readonly FactView[] {
  if (params.length === 0) return [];
  const named = params.slice(0, NAMED).map((param) => `${inertLabel(param.name, 24)} ${inertLabel(param.value, 24)}`);
  return [
    factView({
      key: 'params',
      kind: 'value',
      label: t('Params'),
      text: `${params.length}: ${named.join(', ')}${params.length > NAMED ? ' …' : ''}`,
      icon: 'settings',
      tooltip: sourcesText(lineage.paramSources),
      children: params.slice(0, MOST_ROWS).map((param) => valueRow(param.name, inertLabel(param.value), `${param.name}=${param.value}`)),
    }),
  ];
}

/** What metrics are compared with and which is first. */
export interface MetricsContext {
  readonly chosen: string | undefined;
  readonly previous: { readonly number: number; readonly metrics: readonly Metric[] } | undefined;
}

/** `Metrics   5: f1 0.953, loss 0.112 …` with each below it and its difference to the version before. */
export function metricsFact(metrics: readonly Metric[], context: MetricsContext, lineage: Lineage): readonly FactView[] {
  if (metrics.length === 0) return [];
  const first = chosenMetric(metrics, context.chosen);
  const ordered = first === undefined ? metrics : [first, ...metrics.filter((metric) => metric !== first)];
  return [
    factView({
      key: 'metrics',
      kind: 'value',
      label: t('Metrics'),
      text: `${metrics.length}: ${ordered.slice(0, NAMED).map(metricLabel).join(', ')}${metrics.length > NAMED ? ' …' : ''}`,
      icon: 'graph',
      tooltip: sourcesText(lineage.metricSources),
      children: ordered.slice(0, MOST_ROWS).map((metric) => metricRow(metric, context)),
    }),
  ];
}

function metricRow(metric: Metric, context: MetricsContext): FactView {
  const old = context.previous?.metrics.find((other) => other.name === metric.name);
  const difference = old === undefined ? undefined : numberDifference(metric.value, old.value);
  const text = joinFacts(inertLabel(shortNumber(metric.value)), difference === undefined ? '' : t('{0} to v{1}', difference, context.previous?.number ?? 0));
  return valueRow(metric.name, text, `${metric.name}=${metric.value}`);
}

/** A name with its value; copying gives both as written. */
export function valueRow(name: string, text: string, copy: string): FactView {
  return factView({ key: `value-${name}`, kind: 'value', label: inertLabel(name), text, icon: 'symbol-constant', tooltip: inertLabel(copy, 1000), subject: { kind: 'value', text: copy } });
}

function sourcesText(sources: Lineage['paramSources']): string {
  return sources.map((source) => `${inertLabel(source.path)}${source.key === undefined ? '' : `:${inertLabel(source.key)}`}. ${basisText(source.basis, source.path)}`).join('\n');
}
