import type { Command } from 'commander';
import { formatCount } from '../../core/text/quantities.ts';
import type { Perform } from '../commandLine.ts';
import { examples, path } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { flow, line } from '../render/layout.ts';
import { look } from '../render/paint.ts';

/** `modelkeep audit checkpoint`: what the ledger is now, signed, to be kept somewhere else. */
export function defineAuditCheckpoint(group: Command, perform: Perform): Command {
  const command = group
    .command('checkpoint')
    .summary('write modelkeep.lock, to be committed with the code')
    .description('Writes the size and root of the ledger, signed, into modelkeep.lock beside modelkeep.json. Commit it: modelkeep verify holds the ledger against every one in its Git history, so that a rewritten past is found.')
    .option('-o, --output <file>', 'another file, for somebody to keep', path)
    .action(
      perform(async (cli, { output }: { readonly output?: string }, _command: Command) => {
        const result = await cli.run('writeCheckpoint', onlyGiven({ output }));
        cli.answer(result, (facts) => flow([[look('good', result.written ? 'written' : 'unchanged')], [result.file], [formatCount(result.size, 'event')]], facts, 0) + line([look('dim', `root ${result.root}`)], facts));
      }),
    );
  return examples(command, 'modelkeep audit checkpoint', 'modelkeep audit checkpoint -o ~/kept/fraud.lock', 'modelkeep verify --checkpoint ~/kept/fraud.lock');
}
