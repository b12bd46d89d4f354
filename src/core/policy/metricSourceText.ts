import type { MetricSource } from './policy.ts';

/** Whose number a gate asks for, to stand behind its metric: `, evaluated by reviewer, not by the author`. Empty: the version's own. */
export function metricSourceText({ from, by, notAuthor }: MetricSource): string {
  if (from === 'commit') return '';
  return `, evaluated${by.length === 0 ? '' : ` by ${by.join(' or ')}`}${notAuthor ? ', not by the author' : ''}`;
}
