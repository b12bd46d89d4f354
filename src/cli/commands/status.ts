import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { statusText } from '../render/statusText.ts';

/** `modelkeep status`: which model files differ from their newest version. */
export function defineStatus(program: Command, perform: Perform): Command {
  const command = program
    .command('status')
    .summary('which model files changed since they were committed')
    .description('Compares committed model files with the newest version of their model, by size and times alone: nothing is read.')
    .action(
      perform(async (cli, _options: object, _command: Command) => {
        const status = await cli.run('status', {});
        cli.answer(status, (facts) => statusText(status, facts));
      }),
    );
  return examples(command, 'modelkeep status', "modelkeep status --json | jq '.changed[].path'");
}
