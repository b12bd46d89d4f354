import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { stagesText } from '../render/stagesText.ts';

/** `modelkeep stages`: what the stages of a model hold. */
export function defineStages(program: Command, perform: Perform): Command {
  const command = program
    .command('stages')
    .summary('which version holds which stage')
    .description('Lists the stages with the versions that hold them; with --history every version that ever held one, since when and until when.')
    .argument('<MODEL>', 'the model')
    .option('--history', 'who held what, from when to when')
    .action(
      perform(async (cli, model: string, { history }: { readonly history?: true }) => {
        const result = await cli.run('listStages', onlyGiven({ model, history }));
        cli.answer(result, (facts) => stagesText(result, facts));
      }),
    );
  return examples(command, 'modelkeep stages fraud-detector', 'modelkeep stages fraud-detector --history');
}
