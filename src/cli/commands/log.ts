import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples, pageOptions, type PageOptions } from '../defineOptions.ts';
import { versionDocument } from '../documents/versionDocument.ts';
import { metricChoices } from '../metricChoices.ts';
import { momentOption, momentText, noteBackwards, type MomentOptions } from '../momentOption.ts';
import { nextPageCommand } from '../nextPageCommand.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { logText } from '../render/logText.ts';
import type { MetricChoice } from '../render/metricText.ts';

/** `modelkeep log`: versions, newest first. */
export function defineLog(program: Command, perform: Perform): Command {
  const command = program
    .command('log')
    .summary('versions, newest first')
    .description('Lists versions of one model or of all, newest first.')
    .argument('[MODEL]', 'only this model')
    .option('--branch <name>', 'only this branch');
  momentOption(pageOptions(command)).action(
    perform(async (cli, model: string | undefined, { branch, limit, after, at }: PageOptions & MomentOptions & { readonly branch?: string }, own: Command) => {
      const { versions, next, asOf } = await cli.run('logVersions', onlyGiven({ model, branch, limit, after, at }));
      const choices = cli.json ? new Map<string, MetricChoice>() : await metricChoices(cli, versions);
      const older = nextPageCommand(own, model, limit, next, asOf?.position);
      const page = { versions, oneModel: model !== undefined, choices, ...onlyGiven({ older }) };
      noteBackwards(cli, asOf);
      cli.answer({ versions: versions.map(versionDocument), ...onlyGiven({ next, asOf }) }, (facts) => momentText(asOf, facts) + logText(page, facts));
    }),
  );
  return examples(command, 'modelkeep log fraud-detector', 'modelkeep log --limit 50', 'modelkeep log fraud-detector --at 2026-05-01', "modelkeep log fraud-detector --json | jq -r '.versions[] | [.ref, .metrics.f1] | @tsv'");
}
