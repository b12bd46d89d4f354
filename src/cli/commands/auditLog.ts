import type { Command } from 'commander';
import type { AuditFilters } from '../../core/operations/auditOperations.ts';
import type { Invocation, Perform } from '../commandLine.ts';
import { examples, pageOptions, type PageOptions } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { AUDIT_CSV_HEADER, auditCsv } from '../render/auditCsv.ts';
import { auditText } from '../render/auditText.ts';
import { quoteArgument } from '../../core/text/quoteArgument.ts';

type AuditLogOptions = Omit<AuditFilters, 'version'> & PageOptions & { readonly csv?: true; readonly ref?: string };

/** Events asked for at once when all of them are written. */
const CSV_PAGE = 500;

/** `modelkeep audit log`: events, newest first, with their exact changes. */
export function defineAuditLog(group: Command, perform: Perform): Command {
  const command = group
    .command('log')
    .summary('every event with its exact change')
    .description('Lists events of the ledger, newest first: who changed what from what to what, with message, signature, and why an event had no effect.')
    .option('--model <name>', 'only of this model')
    .option('--ref <ref>', 'only about this version')
    .option('--type <type>', 'a type like stage.promoted, or a kind like stage')
    .option('--actor <who>', 'a member, or a device')
    .option('--from <time>', 'not before this date or time (UTC)')
    .option('--to <time>', 'not after it')
    .option('--text <text>', 'that say this anywhere')
    .option('--rejected', 'only events without effect');
  pageOptions(command)
    .option('--csv', 'every event that matches, as CSV (with --limit: one page)')
    .action(
      perform(async (cli, { csv, limit, after, ref, ...given }: AuditLogOptions, own: Command) => {
        const filters = { ...given, ...onlyGiven({ version: ref }) };
        if (csv === true && !cli.json) return writeCsv(cli, filters, onlyGiven({ limit, after }));
        const page = await cli.run('auditLog', onlyGiven({ ...filters, limit, after }));
        cli.answer(page, (facts) => auditText(page.events, page.next === undefined ? undefined : olderCommand(own, page.next), facts));
      }),
    );
  return examples(command, 'modelkeep audit log --model fraud-detector --type stage', 'modelkeep audit log --actor Ana --from 2026-05-01 --to 2026-05-31', 'modelkeep audit log --csv > audit.csv');
}

async function writeCsv(cli: Invocation, filters: AuditFilters, { limit, after }: PageOptions): Promise<void> {
  cli.terminal.out.write(AUDIT_CSV_HEADER);
  for (let cursor = after; ; ) {
    const page = await cli.run('auditLog', onlyGiven({ ...filters, limit: limit ?? CSV_PAGE, after: cursor }));
    cli.terminal.out.write(auditCsv(page.events));
    cursor = page.next;
    if (cursor === undefined || limit !== undefined) return;
  }
}

/** What the person typed, with the cursor of the next page. */
function olderCommand(own: Command, next: string): string {
  const { directory = [] } = own.optsWithGlobals<{ directory?: readonly string[] }>();
  const given = own.options.flatMap((option) => {
    const value = own.getOptionValue(option.attributeName()) as string | number | boolean | undefined;
    if (option.long === undefined || option.long === '--after' || value === undefined || value === false) return [];
    return value === true ? [option.long] : [option.long, String(value)];
  });
  const words = ['modelkeep', ...directory.flatMap((folder) => ['-C', folder]), 'audit', 'log', ...given, '--after', next];
  return words.map(quoteArgument).join(' ');
}
