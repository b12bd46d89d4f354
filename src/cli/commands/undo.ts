import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { flow } from '../render/layout.ts';
import { look } from '../render/paint.ts';

/** `modelkeep undo`: withdraws the newest version. */
export function defineUndo(program: Command, perform: Perform): Command {
  const command = program
    .command('undo')
    .summary('withdraw the newest version')
    .description('Takes the newest version of a branch out of sight, while nothing points at it. Its bytes and its record stay in the ledger.')
    .argument('<REF>', 'the version')
    .option('--reason <text>', 'why; kept in the ledger');
  dryRunOption(command).action(
    perform(async (cli, ref: string, { reason, dryRun }: { readonly reason?: string; readonly dryRun?: true }, _command: Command) => {
      const result = await cli.run('undoCommit', onlyGiven({ ref, reason, dryRun }));
      cli.answer(result, (facts) => flow([[look('strong', result.ref)], [look('good', dryRun === true ? 'dry run: would be undone' : 'undone')], [look('dim', `it can still be shown by its id, ${result.id.slice(0, 8)}`)]], facts));
    }),
  );
  return examples(command, 'modelkeep undo fraud-detector:v7', 'modelkeep undo fraud-detector --reason "wrong checkpoint"');
}
