import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { usageText } from '../render/usageText.ts';

/** `modelkeep du`: bytes on disk. */
export function defineDu(program: Command, perform: Perform): Command {
  const command = program
    .command('du')
    .summary('bytes on disk per model and version')
    .description('Shows bytes on disk per model and version: its own, and those that it shares with other versions.')
    .action(
      perform(async (cli, _options: object, _command: Command) => {
        const usage = await cli.run('diskUsage', {});
        cli.answer(usage, (facts) => usageText(usage, facts));
      }),
    );
  return examples(command, 'modelkeep du', "modelkeep du --json | jq .total");
}
