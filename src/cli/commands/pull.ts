import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples, path } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { writeOutText } from '../render/writeOutText.ts';

interface PullOptions {
  readonly output: string;
  readonly force?: true;
  readonly withdrawn?: true;
}

/** `modelkeep pull`: writes the files of a version anywhere. */
export function definePull(program: Command, perform: Perform): Command {
  const command = program
    .command('pull')
    .summary('write the files of a version to a folder')
    .description('Writes the files of a version to a folder and verifies every byte on the way. A file there that differs is not overwritten without --force.')
    .argument('<REF>', 'the version')
    .requiredOption('-o, --output <dir>', 'the folder', path)
    .option('--force', 'overwrite files that differ')
    .option('--withdrawn', 'although the version was withdrawn')
    .action(
      perform(async (cli, ref: string, { output, force, withdrawn }: PullOptions, _command: Command) => {
        const result = await cli.run('pullVersion', onlyGiven({ ref, output, force, withdrawn }));
        cli.answer(result, (facts) => writeOutText(result, facts));
      }),
    );
  return examples(command, 'modelkeep pull fraud-detector:v7 -o /srv/models/fraud');
}
