import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';

/** `modelkeep deploy`: notes where a version was put to use. */
export function defineDeploy(program: Command, perform: Perform): Command {
  const command = program
    .command('deploy')
    .summary('note where a version was put to use')
    .description('Notes that a version or, named as NAME:1.4.0, that tag of it was put to use somewhere. A claim of yours: nothing is deployed by it.')
    .argument('<REF>', 'the version or tag')
    .argument('<TARGET>', 'where: eu-prod, https://…')
    .option('-m, --message <text>', 'what to know of it');
  dryRunOption(command).action(
    perform(async (cli, ref: string, target: string, { message, dryRun }: { readonly message?: string; readonly dryRun?: true }, _command: Command) => {
      const result = await cli.run('recordDeployment', onlyGiven({ ref, target, message, dryRun }));
      cli.answer(result, (facts) => changeText(result, result.ref, 'recorded as deployed', [target], facts));
    }),
  );
  return examples(command, 'modelkeep deploy fraud-detector:1.4.0 eu-prod -m "blue half first"');
}
