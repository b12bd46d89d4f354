import type { Command } from 'commander';
import { inertText } from '../../core/text/inertText.ts';
import type { Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';

/** `modelkeep card`: the model card of a version as Markdown. */
export function defineCard(program: Command, perform: Perform): Command {
  const command = program
    .command('card')
    .summary('the model card as Markdown')
    .description('Writes the model card of a version as Markdown.')
    .argument('<REF>', 'the version')
    .action(
      perform(async (cli, ref: string, _options: object, _command: Command) => {
        const result = await cli.run('versionCard', { ref });
        cli.answer(result, () => (cli.terminal.out.tty ? inertText(result.markdown, 'lines') : result.markdown));
      }),
    );
  return examples(command, 'modelkeep card fraud-detector:v7 > MODEL_CARD.md');
}
