import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { placeDocument } from '../documents/placeDocument.ts';
import { placeText } from '../render/placeText.ts';

/** `modelkeep where`: every place of the registry. */
export function defineWhere(program: Command, perform: Perform): Command {
  const command = program
    .command('where')
    .summary('where the registry keeps everything')
    .description('Prints where the registry of this project keeps its log, database and store.')
    .action(
      perform(async (cli, _options: object, _command: Command) => {
        const place = await cli.run('where', {});
        cli.note(place.notices);
        cli.answer(placeDocument(place), (facts) => placeText(place, facts));
      }),
    );
  return examples(command, 'modelkeep where', 'modelkeep where --json');
}
