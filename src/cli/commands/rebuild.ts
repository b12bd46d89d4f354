import type { Command } from 'commander';
import { formatCount } from '../../core/text/quantities.ts';
import type { Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { flow, line } from '../render/layout.ts';
import { look } from '../render/paint.ts';

/** `modelkeep rebuild`: the database anew from the log. */
export function defineRebuild(program: Command, perform: Perform): Command {
  const command = program
    .command('rebuild')
    .summary('rebuild the database from the log')
    .description('Drops the database and makes it anew from the log, which is the truth.')
    .action(
      perform(async (cli, _options: object, _command: Command) => {
        const result = await cli.run('rebuildCatalogue', {});
        cli.answer(result, (facts) => {
          const counts = [[look('good', 'rebuilt')], [formatCount(result.events, 'event')], [formatCount(result.slots, 'slot')]];
          return flow(counts, facts, 0) + line([look('dim', `root ${result.root}`)], facts);
        });
      }),
    );
  return examples(command, 'modelkeep rebuild');
}
