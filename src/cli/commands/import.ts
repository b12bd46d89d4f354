import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples, path } from '../defineOptions.ts';
import { placeDocument } from '../documents/placeDocument.ts';
import { line } from '../render/layout.ts';
import { look } from '../render/paint.ts';
import { placeText } from '../render/placeText.ts';

/** `modelkeep import`: a registry from the file that export wrote. */
export function defineImport(program: Command, perform: Perform): Command {
  const command = program
    .command('import')
    .summary('bring a registry back from such a file')
    .description('Brings a registry back from the file that export wrote, into a project that has none or whose registry is not on this machine.')
    .argument('<FILE>', 'the file', path)
    .action(
      perform(async (cli, file: string, _options: object, _command: Command) => {
        const place = await cli.run('importRegistry', { file });
        cli.note(place.notices);
        cli.answer(placeDocument(place), (facts) => line([look('good', 'The registry is here.'), ' See it: modelkeep log'], facts) + placeText(place, facts));
      }),
    );
  return examples(command, 'modelkeep import backup.modelkeep');
}
