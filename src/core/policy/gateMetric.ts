import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Candidate } from './candidate.ts';
import { holdsOneOf } from './roles.ts';
import type { MetricSource } from './policy.ts';
import { authorsOf } from './authorsOf.ts';
import { whoIs } from './whoIs.ts';

/** A metric and whose number it is. */
export interface FoundMetric {
  readonly value: string;
  /** `committed by Ana`, `evaluated by Ben`. */
  readonly source: string;
}

/**
 * The number that a gate looks at. Of evaluations the newest counts, by whoever held one of the roles when recording it;
 * with a tag, evaluations of that tag count beside those of the version.
 */
export function gateMetric(view: CatalogueView, version: Candidate, tag: string, metric: string, source: MetricSource): FoundMetric | undefined {
  if (source.from === 'commit') {
    const own = version.record.metrics.find((one) => one.name === metric);
    return own === undefined ? undefined : { value: own.value, source: `committed by ${whoIs(view, view.memberOf(version.device), version.author)}` };
  }
  const evaluations = [...view.evaluations(version.id, ''), ...(tag === '' ? [] : view.evaluations(version.id, tag))].sort((a, b) => b.position - a.position);
  const authors = source.notAuthor ? authorsOf(view, version) : [];
  for (const evaluation of evaluations) {
    const member = view.memberOf(evaluation.device) ?? '';
    const found = evaluation.metrics.find((one) => one.name === metric);
    if (found === undefined || authors.includes(member)) continue;
    if (holdsOneOf(view.rolesAt(member, evaluation.position), source.by, 'contribute')) return { value: found.value, source: `evaluated by ${whoIs(view, member, evaluation.author)}` };
  }
  return undefined;
}
