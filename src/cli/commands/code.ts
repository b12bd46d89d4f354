import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples, path } from '../defineOptions.ts';
import { writeOutText } from '../render/writeOutText.ts';

/** `modelkeep code`: the source tree as it was recorded. */
export function defineCode(program: Command, perform: Perform): Command {
  const command = program
    .command('code')
    .summary('rebuild the source tree of a version')
    .description('Rebuilds the source tree as it was recorded: the Git commit, the uncommitted changes, and the files that Git did not know.')
    .argument('<REF>', 'the version')
    .requiredOption('-o, --output <dir>', 'the folder; it must not exist or be empty', path)
    .action(
      perform(async (cli, ref: string, { output }: { readonly output: string }, _command: Command) => {
        const result = await cli.run('rebuildCode', { ref, output, trusted: true });
        cli.answer(result, (facts) => writeOutText(result, facts));
      }),
    );
  return examples(command, 'modelkeep code fraud-detector:v7 -o ../fraud-v7');
}
