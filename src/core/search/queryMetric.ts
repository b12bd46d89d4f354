import type { Condition, SearchQuery } from './searchQuery.ts';

/** The metric that a query speaks of: the first that it puts in order by, else the first that it compares. */
export function queryMetric({ where, order }: SearchQuery): string | undefined {
  for (const { field } of order) if (field.kind === 'metric') return field.name;
  return where === undefined ? undefined : metricOf(where);
}

function metricOf(condition: Condition): string | undefined {
  if ('field' in condition) return condition.field.kind === 'metric' ? condition.field.name : undefined;
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition.not];
  for (const part of parts) {
    const metric = metricOf(part);
    if (metric !== undefined) return metric;
  }
  return undefined;
}
