import { join } from 'node:path';
import type { Command } from 'commander';
import { formatBytes, formatCount } from '../../core/text/quantities.ts';
import { quoteArgument } from '../../core/text/quoteArgument.ts';
import type { Perform } from '../commandLine.ts';
import { examples, path } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { flow, line } from '../render/layout.ts';
import { look } from '../render/paint.ts';

/** `modelkeep audit export`: the ledger for somebody who does not trust us. */
export function defineAuditExport(group: Command, perform: Perform): Command {
  const command = group
    .command('export')
    .summary('the ledger with all that verifies it')
    .description('Writes the ledger into a folder that needs nothing else: its segments, a signed checkpoint, a note for auditors and an independent verifier in one Python file. With --model only that model\u2019s events, each with its inclusion proof (RFC 6962). Models\u2019 bytes are not in it.')
    .argument('<DIR>', 'the folder; it must not exist or be empty', path)
    .option('--model <name>', 'only the part of this model')
    .action(
      perform(async (cli, output: string, { model }: { readonly model?: string }, _command: Command) => {
        const result = await cli.run('exportAudit', onlyGiven({ output, model }));
        const events = model === undefined ? formatCount(result.events, 'event') : `${result.events} of ${formatCount(result.size, 'event')}`;
        cli.answer(result, (facts) => flow([[look('good', 'exported')], [result.output], [events], [formatBytes(result.bytes)]], facts, 0) + line([look('dim', `root ${result.root}`)], facts) + line([`Verify it: python3 ${quoteArgument(join(result.output, 'verify_ledger.py'))} ${quoteArgument(result.output)}`], facts));
      }),
    );
  return examples(command, 'modelkeep audit export ../audit-2026', 'modelkeep audit export ../fraud-audit --model fraud-detector');
}
