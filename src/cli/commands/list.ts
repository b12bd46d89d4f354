import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples, pageOptions, type PageOptions } from '../defineOptions.ts';
import { modelDocument } from '../documents/modelDocument.ts';
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
  pageOptions(command).action(
    perform(async (cli, model: string | undefined, { limit, after }: PageOptions, own: Command) => {
      const { models, next } = await cli.run('listModels', onlyGiven({ model, limit, after }));
      const more = nextPageCommand(own, model, limit, next);
      cli.answer({ models: models.map(modelDocument), ...onlyGiven({ next }) }, (facts) => listText(models, more, facts));
    }),
  );
  return examples(command, 'modelkeep list', "modelkeep list --json | jq -r '.models[].name'");
}
