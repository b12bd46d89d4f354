import type { Lineage } from '../../core/model/lineage.ts';
import type { Finding } from '../../core/ports/collector.ts';

/** The lineage that goes into the record, from what the collectors found and what the files' headers say. */
export function assembleLineage(finding: Finding, folder: string | undefined, facts: Lineage['facts']): Lineage {
  const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  return {
    ...(folder === undefined ? {} : { folder }),
    code: finding.code ?? [],
    data: finding.data ?? [],
    paramSources: finding.paramSources ?? [],
    metricSources: finding.metricSources ?? [],
    ...(finding.environment === undefined ? {} : { environment: finding.environment }),
    ...(finding.command === undefined ? {} : { command: finding.command }),
    bases: finding.bases ?? [],
    ...(finding.experiment === undefined ? {} : { experiment: finding.experiment }),
    facts: [...facts, ...(finding.facts ?? [])].sort(byName),
    doubts: onceEach(finding.doubts ?? []),
    missing: finding.missing ?? [],
  };
}

/** Two collectors may see one thing: a params file that is newer is also a source file that is newer. It is said once. */
function onceEach(doubts: Lineage['doubts']): Lineage['doubts'] {
  return doubts.filter((doubt, i) => doubts.findIndex((other) => other.message === doubt.message) === i);
}
