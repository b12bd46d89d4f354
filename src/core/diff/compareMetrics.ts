import type { Metric } from '../model/record.ts';
import { absoluteDecimal, type Decimal, divideDecimals, formatSigned, multiplyDecimals, parseDecimal, subtractDecimals } from '../text/decimal.ts';
import { metricDirection } from './metricDirection.ts';
import { type Pair, pairByKey } from './pairByKey.ts';
import type { MetricChange } from './sectionChanges.ts';
import { countChanges, oneSided, summarise } from './sectionSummary.ts';
import type { Compared, Unknown } from './versionDiff.ts';

const HUNDRED: Decimal = { coefficient: 1n, exponent: 2 };

/** What is needed beside the values: which way is better, which metric comes first, what was not captured. */
export interface MetricContext {
  readonly metric?: string | undefined;
  readonly directions?: ReadonlyMap<string, 'max' | 'min'> | undefined;
  readonly gaps: readonly Unknown[];
}

/** Compares metrics, the model's own first. */
export function compareMetrics(from: readonly Metric[], to: readonly Metric[], context: MetricContext): Compared<readonly MetricChange[]> {
  const changes = pairByKey(from, to, ({ name }) => name).map((pair) => compareMetric(pair, context));
  const entries = [...changes.filter(({ name }) => name === context.metric), ...changes.filter(({ name }) => name !== context.metric)];
  return { entries, summary: summarise(countChanges(entries), context.gaps) };
}

function compareMetric({ key, from, to }: Pair<Metric>, { directions, gaps }: MetricContext): MetricChange {
  const direction = metricDirection(key, directions);
  const known = { name: key, ...(from === undefined ? {} : { from: from.value }), ...(to === undefined ? {} : { to: to.value }), ...(direction === undefined ? {} : { direction }) };
  if (from === undefined || to === undefined) return { ...known, change: oneSided(from === undefined ? 'to' : 'from', gaps), verdict: 'unknown', because: 'missing' };
  const [before, after] = [parseDecimal(from.value), parseDecimal(to.value)];
  if (before === undefined || after === undefined) return { ...known, change: from.value === to.value ? 'same' : 'changed', verdict: 'unknown', because: 'noNumber' };
  const difference = subtractDecimals(after, before);
  if (difference.coefficient === 0n) return { ...known, change: from.value === to.value ? 'same' : 'rewritten', verdict: 'same' };
  const share = percentOf(difference, before);
  const numbers = { difference: formatSigned(difference), ...(share === undefined ? {} : { percent: share }) };
  if (direction === undefined) return { ...known, change: 'changed', ...numbers, verdict: 'unknown', because: 'noDirection' };
  const larger = difference.coefficient > 0n;
  return { ...known, change: 'changed', ...numbers, verdict: larger === (direction.better === 'max') ? 'better' : 'worse' };
}

/** Percent of the size of `base`, signed as the difference is; so little that it rounds to nothing keeps more digits. */
function percentOf(difference: Decimal, base: Decimal): string | undefined {
  const times = multiplyDecimals(difference, HUNDRED);
  const size = absoluteDecimal(base);
  for (const digits of [2, 4, 8]) {
    const share = divideDecimals(times, size, digits);
    if (share === undefined) return undefined;
    if (share.coefficient !== 0n) return formatSigned(share);
  }
  return undefined;
}
