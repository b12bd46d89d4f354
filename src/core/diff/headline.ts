import { shortNumber } from '../text/metricNumber.ts';
import { cutText } from './cutText.ts';
import { likelyReason } from './likelyReason.ts';
import type { MetricChange } from './sectionChanges.ts';
import type { Headline, VersionDiff } from './versionDiff.ts';

/** More metrics than this are only counted in a sentence. */
const MOST_NAMED = 4;
/** Shorter differences than this read better as they are than as a percentage. */
const PLAIN_DIFFERENCE = 7;

/** What got better or worse, in sentences, and the most likely reason where it may honestly be named. */
export function headline(diff: Omit<VersionDiff, 'headline'>): Headline {
  const of = (verdict: MetricChange['verdict']): readonly MetricChange[] => diff.metrics.filter((metric) => metric.verdict === verdict);
  const [better, worse] = [of('better'), of('worse')];
  const open = of('unknown').filter(({ change }) => change === 'changed' || change === 'added' || change === 'removed');
  const sentences = [sentence('Better', better), sentence('Worse', worse), sentence('Changed', open)].filter((text) => text !== '');
  if (sentences.length === 0) sentences.push(nothing(diff));
  return { better: better.map(({ name }) => name), worse: worse.map(({ name }) => name), sentences, ...likelyReason(diff) };
}

function nothing({ metrics, summary }: Omit<VersionDiff, 'headline'>): string {
  if (summary.metrics.state === 'unknown') return 'No metric is known to differ, but not every metric is known on both sides.';
  return metrics.length === 0 ? 'Neither side has metrics.' : 'All metrics are the same.';
}

function sentence(word: string, metrics: readonly MetricChange[]): string {
  if (metrics.length === 0) return '';
  const named = metrics.slice(0, MOST_NAMED).map(told).join(', ');
  return `${word}: ${named}${metrics.length > MOST_NAMED ? `, and ${metrics.length - MOST_NAMED} more` : ''}.`;
}

function told({ name, from, to, difference, percent }: MetricChange): string {
  const metric = cutText(name);
  if (from === undefined) return `${metric} ${cutText(shortNumber(to ?? ''))} (new)`;
  if (to === undefined) return `${metric} ${cutText(shortNumber(from))} (gone)`;
  const change = difference === undefined ? undefined : difference.length <= PLAIN_DIFFERENCE || percent === undefined ? difference : `${percent} %`;
  return `${metric} ${cutText(shortNumber(from))} → ${cutText(shortNumber(to))}${change === undefined ? '' : ` (${cutText(change)})`}`;
}
