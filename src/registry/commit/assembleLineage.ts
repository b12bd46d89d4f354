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
    doubts: finding.doubts ?? [],
    missing: finding.missing ?? [],
  };
}
