import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { placeDocument } from '../documents/placeDocument.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { line } from '../render/layout.ts';
import { look } from '../render/paint.ts';
import { placeText } from '../render/placeText.ts';

interface InitOptions {
  readonly name?: string;
  readonly adopt?: true;
  readonly closed?: true;
}

/** `modelkeep init`: makes the registry of a project. */
export function defineInit(program: Command, perform: Perform): Command {
  const command = program
    .command('init')
    .summary('make a registry for this project')
    .description('Makes a registry for this project and pins it in modelkeep.json. With Git it lies in the Git folder, where cleaning the work tree does not reach it.')
    .option('--name <name>', "name of the registry (the folder's, if not given)")
    .option('--adopt', 'take over the registry that lies here although modelkeep.json does not name it')
    .option('--closed', 'only an administrator lets others in; else any device joins as contributor with its first write')
    .action(
      perform(async (cli, { name, adopt, closed }: InitOptions, _command: Command) => {
        const place = await cli.run('initRegistry', onlyGiven({ name, adopt, admission: closed === true ? ('closed' as const) : undefined }));
        cli.note(place.notices);
        cli.answer(placeDocument(place), (facts) => line([look('good', 'The registry is ready.'), ' Next: modelkeep commit PATH'], facts) + placeText(place, facts));
      }),
    );
  return examples(command, 'modelkeep init', 'modelkeep init --name fraud-team');
}
