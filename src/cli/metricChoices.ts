import type { VersionSummary } from '../core/operations/versionAnswers.ts';
import type { Invocation } from './commandLine.ts';
import { onlyGiven } from './onlyGiven.ts';
import type { MetricChoice } from './render/metricText.ts';

/** Which metric each model on a page of versions shows first. */
export async function metricChoices(cli: Invocation, versions: readonly VersionSummary[]): Promise<ReadonlyMap<string, MetricChoice>> {
  const choices = new Map<string, MetricChoice>();
  for (const model of new Set(versions.map((version) => version.model))) {
    const { models } = await cli.run('listModels', { model, limit: 1 });
    const [summary] = models;
    if (summary !== undefined) choices.set(model, onlyGiven({ metric: summary.metric, direction: summary.direction }));
  }
  return choices;
}
