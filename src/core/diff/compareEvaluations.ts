import type { EvaluationRow } from '../model/rows.ts';
import { compareMetrics, type MetricContext } from './compareMetrics.ts';
import { pairByKey } from './pairByKey.ts';
import type { EvaluationChange, EvaluationSide, MetricChange } from './sectionChanges.ts';
import { countChanges, summarise } from './sectionSummary.ts';
import type { Compared } from './versionDiff.ts';

interface Newest {
  readonly key: string;
  readonly row: EvaluationRow;
  readonly older: number;
}

/** Compares the newest evaluation under each name (those without one: on each set of data). */
export function compareEvaluations(from: readonly EvaluationRow[], to: readonly EvaluationRow[], context: Omit<MetricContext, 'gaps'>): Compared<readonly EvaluationChange[]> {
  const entries = pairByKey(newest(from), newest(to), ({ key }) => key).map(({ from: before, to: after }): EvaluationChange => {
    const name = (after ?? before)?.row.name ?? '';
    const sides = { name, ...(before === undefined ? {} : { from: sideOf(before) }), ...(after === undefined ? {} : { to: sideOf(after) }) };
    const { entries: metrics, summary } = compareMetrics(before?.row.metrics ?? [], after?.row.metrics ?? [], { ...context, gaps: [] });
    if (before === undefined || after === undefined) return { ...sides, change: before === undefined ? 'added' : 'removed', data: 'unknown', metrics };
    const data = compareDataOf(before.row, after.row);
    const changed = summary.state === 'changed' || data === 'different';
    return { ...sides, change: changed ? 'changed' : 'same', data, metrics: data === 'different' ? metrics.map(withoutVerdict) : metrics };
  });
  return { entries, summary: summarise(countChanges(entries), []) };
}

function newest(rows: readonly EvaluationRow[]): readonly Newest[] {
  const byKey = new Map<string, Newest>();
  for (const row of rows) {
    const key = row.name === '' ? `\n${row.data.map(({ name }) => name).join('\n')}` : row.name;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { key, row, older: 0 });
    else byKey.set(key, { key, row: row.position > known.row.position ? row : known.row, older: known.older + 1 });
  }
  return [...byKey.values()];
}

function sideOf({ row, older }: Newest): EvaluationSide {
  return { position: row.position, author: row.author, createdAt: row.time, data: row.data.map(({ name }) => name), older };
}

/** The same only where every data set has a digest of the same strength, and each is equal. */
function compareDataOf(from: EvaluationRow, to: EvaluationRow): EvaluationChange['data'] {
  const text = ({ data }: EvaluationRow): string => data.map(({ strength, digest }) => `${strength} ${digest}`).sort().join('\n');
  const strong = [...from.data, ...to.data].every(({ strength }) => strength === 'content');
  if (from.data.length === 0 || to.data.length === 0) return 'unknown';
  if (text(from) === text(to)) return from.data.some(({ strength }) => strength === 'listing') ? 'unknown' : 'same';
  return strong ? 'different' : 'unknown';
}

function withoutVerdict(metric: MetricChange): MetricChange {
  return metric.verdict === 'unknown' ? metric : { ...metric, verdict: 'unknown', because: 'otherData' };
}
