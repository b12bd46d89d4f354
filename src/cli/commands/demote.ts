import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { flow } from '../render/layout.ts';
import { look } from '../render/paint.ts';

/** `modelkeep demote`: takes a version out of its stage. */
export function defineDemote(program: Command, perform: Perform): Command {
  const command = program
    .command('demote')
    .summary('take a version out of its stage')
    .description('Takes a version out of the stage that it holds; nothing takes its place. To go back to the version before: modelkeep rollback.')
    .argument('<REF>', 'the version')
    .requiredOption('-m, --message <text>', 'why; kept in the ledger');
  dryRunOption(command).action(
    perform(async (cli, ref: string, { message, dryRun }: { readonly message: string; readonly dryRun?: true }) => {
      const result = await cli.run('demoteVersion', onlyGiven({ ref, message, dryRun }));
      cli.answer(result, (facts) => flow([[look('strong', result.ref)], [look('good', result.dryRun ? 'would leave' : 'left')], [result.stage]], facts));
    }),
  );
  return examples(command, 'modelkeep demote fraud-detector#Staging -m "Wrong data"');
}
