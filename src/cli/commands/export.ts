import type { Command } from 'commander';
import { formatBytes } from '../../core/text/quantities.ts';
import type { Perform } from '../commandLine.ts';
import { examples, path } from '../defineOptions.ts';
import { flow, line } from '../render/layout.ts';
import { look } from '../render/paint.ts';

/** `modelkeep export`: the whole registry as one file. */
export function defineExport(program: Command, perform: Perform): Command {
  const command = program
    .command('export')
    .summary('write the whole registry into one file')
    .description('Writes log and objects of the registry into one file, as a backup. Import brings it back, anywhere.')
    .argument('<FILE>', 'the file; it must not exist', path)
    .action(
      perform(async (cli, file: string, _options: object, _command: Command) => {
        const result = await cli.run('exportRegistry', { file });
        cli.answer(result, (facts) => flow([[look('good', 'exported')], [result.file], [formatBytes(result.bytes)]], facts, 0) + line([look('dim', `sha256 ${result.sha256}`)], facts));
      }),
    );
  return examples(command, 'modelkeep export backup.modelkeep');
}
