import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';

/** `modelkeep withdraw`: a version must not be used. */
export function defineWithdraw(program: Command, perform: Perform): Command {
  const command = program
    .command('withdraw')
    .summary('take a version out of use')
    .description('Takes a version out of use: lists hide it, it can be pulled only with --withdrawn, and it holds no stage. For maintainers and who committed it.')
    .argument('<REF>', 'the version')
    .requiredOption('--reason <text>', 'why; kept in the ledger');
  dryRunOption(command).action(
    perform(async (cli, ref: string, { reason, dryRun }: { readonly reason: string; readonly dryRun?: true }, _command: Command) => {
      const result = await cli.run('withdrawVersion', onlyGiven({ ref, reason, dryRun }));
      cli.answer(result, (facts) => changeText(result, result.ref, 'withdrawn', [reason], facts));
    }),
  );
  return examples(command, 'modelkeep withdraw fraud-detector:v7 --reason "trained on customer data by mistake"');
}
