import type { Command } from 'commander';
import { formatBytes } from '../../core/text/quantities.ts';
import type { Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { flow } from '../render/layout.ts';
import { look } from '../render/paint.ts';

/** `modelkeep store`: copies the bytes of a version committed with `--no-copy`. */
export function defineStore(program: Command, perform: Perform): Command {
  const command = program
    .command('store')
    .summary('copy the bytes of a version committed with --no-copy')
    .description('Copies the files of a version that was committed with --no-copy into the store, after checking that they are still the same.')
    .argument('<REF>', 'the version')
    .action(
      perform(async (cli, ref: string, _options: object, _command: Command) => {
        const result = await cli.run('storeVersion', { ref });
        const { bytes, newBytes } = result.stored;
        cli.answer(result, (facts) => flow([[look('strong', result.ref)], [look('good', `${formatBytes(bytes)} stored`)], [`${formatBytes(newBytes)} new`]], facts));
      }),
    );
  return examples(command, 'modelkeep store fraud-detector:v7');
}
