import type { Command } from 'commander';
import { parseLabel } from '../../core/text/parseLabel.ts';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';

/** `modelkeep label`: facts that people say of a version. */
export function defineLabel(program: Command, perform: Perform): Command {
  const command = program
    .command('label')
    .summary('say a fact of a version, as KEY=VALUE')
    .description('Gives labels to a version or, named as NAME:1.4.0, to that tag of it alone. A label that is there gets the new value.')
    .argument('<REF>', 'the version or tag')
    .argument('<KEY=VALUE...>', 'the labels');
  dryRunOption(command).action(
    perform(async (cli, ref: string, pairs: readonly string[], { dryRun }: { readonly dryRun?: true }, _command: Command) => {
      const result = await cli.run('setLabels', onlyGiven({ ref, labels: pairs.map(parseLabel), dryRun }));
      cli.answer(result, (facts) => changeText(result, result.ref, 'labelled', pairs, facts));
    }),
  );
  return examples(command, 'modelkeep label fraud-detector:v7 team=risk reviewed=yes');
}
