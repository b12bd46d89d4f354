import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { writeOutText } from '../render/writeOutText.ts';

/** `modelkeep restore`: writes the files of a version back where they came from. */
export function defineRestore(program: Command, perform: Perform): Command {
  const command = program
    .command('restore')
    .summary('put the files of a version back where they came from')
    .description('Writes the files of a version back where they were committed from. A file that differs from every version is not overwritten without --force.')
    .argument('<REF>', 'the version')
    .option('--force', 'overwrite files that no version knows')
    .option('--withdrawn', 'although the version was withdrawn')
    .action(
      perform(async (cli, ref: string, { force, withdrawn }: { readonly force?: true; readonly withdrawn?: true }, _command: Command) => {
        const result = await cli.run('restoreVersion', onlyGiven({ ref, force, withdrawn }));
        cli.answer(result, (facts) => writeOutText(result, facts));
      }),
    );
  return examples(command, 'modelkeep restore fraud-detector:v7');
}
