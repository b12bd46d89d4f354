import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';

/** `modelkeep deprecate`: a version should not be used any more. */
export function defineDeprecate(program: Command, perform: Perform): Command {
  const command = program
    .command('deprecate')
    .summary('say that a version should not be used any more')
    .description('Says that a version should not be used any more, why, and which one instead. For maintainers and who committed it.')
    .argument('<REF>', 'the version')
    .requiredOption('--reason <text>', 'why; kept in the ledger')
    .option('--use <ref>', 'the version to use instead');
  dryRunOption(command).action(
    perform(async (cli, ref: string, { reason, use, dryRun }: { readonly reason: string; readonly use?: string; readonly dryRun?: true }, _command: Command) => {
      const result = await cli.run('deprecateVersion', onlyGiven({ ref, reason, use, dryRun }));
      cli.answer(result, (facts) => changeText(result, result.ref, 'deprecated', [reason, use === undefined ? '' : `use ${use}`], facts));
    }),
  );
  return examples(command, 'modelkeep deprecate fraud-detector:v7 --reason "leaks the label" --use fraud-detector:v9');
}
