import type { Command } from 'commander';
import type { VersionSummary } from '../../core/operations/versionAnswers.ts';
import { parseQuery } from '../../core/search/parseQuery.ts';
import { queryMetric } from '../../core/search/queryMetric.ts';
import type { Invocation, Perform } from '../commandLine.ts';
import { examples, pageOptions, type PageOptions } from '../defineOptions.ts';
import { versionDocument } from '../documents/versionDocument.ts';
import { metricChoices } from '../metricChoices.ts';
import { nextPageCommand } from '../nextPageCommand.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { line } from '../render/layout.ts';
import { logText } from '../render/logText.ts';
import type { MetricChoice } from '../render/metricText.ts';

/** `modelkeep search`: versions by what they are. */
export function defineSearch(program: Command, perform: Perform): Command {
  const command = program
    .command('search')
    .summary('versions by metrics, params, labels, stages, …')
    .description('Finds versions by what they are: MLflow\u2019s filter, with or, not and parentheses. Newest first, or in the order that the query asks for. The README has the whole grammar.')
    .argument('<QUERY>', 'the query, in quotes');
  pageOptions(command).action(
    perform(async (cli, query: string, { limit, after }: PageOptions, own: Command) => {
      const { versions, next } = await cli.run('searchVersions', onlyGiven({ query, limit, after }));
      const choices = cli.json ? new Map<string, MetricChoice>() : await choicesOf(cli, query, versions);
      const older = nextPageCommand(own, query, limit, next);
      const page = { versions, oneModel: false, choices, ...onlyGiven({ older }) };
      cli.answer({ versions: versions.map(versionDocument), ...onlyGiven({ next }) }, (facts) => (versions.length === 0 ? line(['No version is like that.'], facts) : logText(page, facts)));
    }),
  );
  return examples(
    command,
    'modelkeep search "metrics.f1 > 0.9 and label.team = \'risk\'"',
    'modelkeep search "stage = \'Production\' order by metrics.f1 desc"',
    'modelkeep search "time >= \'2026-05-01\' and not (size > 2 GB or deprecated)"',
  );
}

/** The metric that the query speaks of, else the one that the model shows first. */
async function choicesOf(cli: Invocation, query: string, versions: readonly VersionSummary[]): Promise<ReadonlyMap<string, MetricChoice>> {
  const metric = queryMetric(parseQuery(query));
  return metric === undefined ? metricChoices(cli, versions) : new Map(versions.map(({ model }) => [model, { metric }]));
}
