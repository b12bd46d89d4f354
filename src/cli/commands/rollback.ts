import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { flow } from '../render/layout.ts';
import { look } from '../render/paint.ts';

interface RollbackOptions {
  readonly to?: string;
  readonly message: string;
  readonly restore?: true;
  readonly dryRun?: true;
}

/** `modelkeep rollback`: a stage goes back to the version that held it before. */
export function defineRollback(program: Command, perform: Perform): Command {
  const command = program
    .command('rollback')
    .summary('go back to the version that held a stage before')
    .description('A stage goes back one step, to the version that held it before; a second rollback goes on to the one before that. Its bytes are read and hashed again first.')
    .argument('<MODEL>', 'the model')
    .argument('<STAGE>', 'the stage')
    .option('--to <ref>', 'to this version, which held the stage before')
    .requiredOption('-m, --message <text>', 'why; kept in the ledger')
    .option('--restore', 'write its files back into the workspace, too');
  dryRunOption(command).action(
    perform(async (cli, model: string, stage: string, { to, message, restore, dryRun }: RollbackOptions) => {
      const result = await cli.run('rollbackStage', onlyGiven({ model, stage, to, message, restore, dryRun }));
      cli.answer(result, (facts) => flow([[look('strong', result.ref)], [look('good', result.dryRun ? 'would hold' : 'holds')], [`${result.stage} again`], ...(result.from === undefined ? [] : [[look('dim', `in the place of ${result.from.ref}`)]]), ...(result.restored === undefined ? [] : [[`${result.restored.written.length} files written`]])], facts));
    }),
  );
  return examples(command, 'modelkeep rollback fraud-detector Production -m "False alarms"', 'modelkeep rollback fraud-detector Production --to fraud-detector:v3 -m "Known good" --restore');
}
