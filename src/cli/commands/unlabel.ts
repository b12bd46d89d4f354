import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';

/** `modelkeep unlabel`: takes labels away. */
export function defineUnlabel(program: Command, perform: Perform): Command {
  const command = program
    .command('unlabel')
    .summary('take labels away')
    .description('Takes labels away from a version or, named as NAME:1.4.0, from that tag of it. The ledger keeps what they said.')
    .argument('<REF>', 'the version or tag')
    .argument('<KEY...>', 'names of labels');
  dryRunOption(command).action(
    perform(async (cli, ref: string, names: readonly string[], { dryRun }: { readonly dryRun?: true }, _command: Command) => {
      const result = await cli.run('removeLabels', onlyGiven({ ref, names, dryRun }));
      cli.answer(result, (facts) => changeText(result, result.ref, 'unlabelled', names, facts));
    }),
  );
  return examples(command, 'modelkeep unlabel fraud-detector:v7 reviewed');
}
