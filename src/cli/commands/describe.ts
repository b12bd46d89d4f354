import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';

/** `modelkeep describe`: the description of a version. */
export function defineDescribe(program: Command, perform: Perform): Command {
  const command = program
    .command('describe')
    .summary('describe a version')
    .description('Describes a version or, named as NAME:1.4.0, that tag of it alone. Empty text takes the description away.')
    .argument('<REF>', 'the version or tag')
    .argument('<TEXT>', 'the description');
  dryRunOption(command).action(
    perform(async (cli, ref: string, text: string, { dryRun }: { readonly dryRun?: true }, _command: Command) => {
      const result = await cli.run('describeVersion', onlyGiven({ ref, text, dryRun }));
      cli.answer(result, (facts) => changeText(result, result.ref, 'described', [], facts));
    }),
  );
  return examples(command, 'modelkeep describe fraud-detector:v7 "Trained on the cleaned May data"');
}
