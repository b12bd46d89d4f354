import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples, pageOptions, type PageOptions } from '../defineOptions.ts';
import { modelDocument } from '../documents/modelDocument.ts';
import { momentOption, momentText, noteBackwards, type MomentOptions } from '../momentOption.ts';
import { nextPageCommand } from '../nextPageCommand.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { listText } from '../render/listText.ts';

/** `modelkeep list`: the registered models. */
export function defineList(program: Command, perform: Perform): Command {
  const command = program
    .command('list')
    .summary('models and their newest versions')
    .description('Lists registered models with their newest versions.')
    .argument('[MODEL]', 'only this model');
  momentOption(pageOptions(command)).action(
    perform(async (cli, model: string | undefined, { limit, after, at }: PageOptions & MomentOptions, own: Command) => {
      const { models, next, asOf } = await cli.run('listModels', onlyGiven({ model, limit, after, at }));
      const more = nextPageCommand(own, model, limit, next, asOf?.position);
      noteBackwards(cli, asOf);
      cli.answer({ models: models.map(modelDocument), ...onlyGiven({ next, asOf }) }, (facts) => momentText(asOf, facts) + listText(models, more, facts));
    }),
  );
  return examples(command, 'modelkeep list', 'modelkeep list --at 2026-05-01', "modelkeep list --json | jq -r '.models[].name'");
}
