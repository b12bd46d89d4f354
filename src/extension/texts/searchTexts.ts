import { RegistryError } from '../../core/errors.ts';
import type { Metric } from '../../core/model/record.ts';
import type { VersionSummary } from '../../core/operations/versionAnswers.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { called } from '../tree/versionView.ts';
import { chosenMetric, metricLabel } from './chosenMetric.ts';
import { errorText } from './errorText.ts';
import { inertLabel } from './inertLabel.ts';
import { joinFacts } from './joinFacts.ts';
import { spokenRef } from './stageTexts.ts';
import { t } from './translate.ts';

/** A version that a query found: name, the metric that the query speaks of, stage and other names, age. */
export function foundText(version: VersionSummary, query: string, now: number): { readonly label: string; readonly description: string; readonly detail: string } {
  const deprecated = version.deprecated === undefined ? '' : t('deprecated');
  const branch = version.branch === 'main' ? '' : inertLabel(version.branch, 64);
  return {
    label: `$(tag) ${spokenRef(version.ref)}`,
    description: joinFacts(metricLabel(spokenOf(version.metrics, query) ?? chosenMetric(version.metrics, undefined)), version.withdrawn ? t('withdrawn') : '', deprecated, ...called(version), branch, formatAge(version.createdAt, now)),
    detail: inertLabel(version.message.split('\n', 1)[0] ?? '', 120),
  };
}

/** What is wrong with a query, with a mark at its place: `stage = ▸Production`. */
export function problemText(error: unknown, query: string): { readonly label: string; readonly detail: string } {
  const position = RegistryError.is(error, 'query.invalid') ? error.details?.['position'] : undefined;
  const marked = typeof position === 'number' ? `${query.slice(0, position)}▸${query.slice(position)}` : query;
  return { label: `$(error) ${errorText(error)}`, detail: inertLabel(marked, 300) };
}

/** The metric that a query speaks of; of `f1` and `f1_macro` the longer one, when both could be meant. */
function spokenOf(metrics: readonly Metric[], query: string): Metric | undefined {
  return metrics.filter(({ name }) => query.includes(name)).toSorted((a, b) => b.name.length - a.name.length)[0];
}
