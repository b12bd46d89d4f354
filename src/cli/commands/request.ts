import type { Command } from 'commander';
import type { RequestSummary } from '../../core/operations/stageOperations.ts';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { firstLine } from '../render/firstLine.ts';
import { flow, paragraph, type Facts } from '../render/layout.ts';
import { look } from '../render/paint.ts';
import { requestLine, requestText } from '../render/requestText.ts';

/** `modelkeep request REF STAGE`, `request show ID` and `request cancel ID`. */
export function defineRequest(program: Command, perform: Perform): Command {
  const command = program.command('request').summary('ask for a promotion, or take that back').description('Asks for a promotion that needs approvals. A request is bound to this version and to the policy in force.');
  dryRunOption(command.command('open', { isDefault: true }).summary('ask for a promotion; the word open may be left out').argument('<REF>', 'the version').argument('<STAGE>', 'the stage').requiredOption('-m, --message <text>', 'why; kept in the ledger')).action(
    perform(async (cli, ref: string, stage: string, { message, dryRun }: { readonly message: string; readonly dryRun?: true }) => {
      const result = await cli.run('openRequest', onlyGiven({ ref, stage, message, dryRun }));
      const { rules } = await cli.run('explainStage', { ref, stage });
      cli.note(rules.filter(({ kind, met, attested }) => !met && !attested && (kind === 'gate' || kind === 'from')).map((rule) => `Approvals alone will not do: ${rule.message}`));
      cli.answer(result, (facts) => requestLine(result.request, result.dryRun ? 'would be asked' : result.events.length === 0 ? 'is asked for already' : 'asked', facts));
    }),
  );
  command.command('show').summary('one request with its rules and answers').argument('<ID>', 'the request').action(
    perform(async (cli, id: string, _options: object) => {
      const result = await cli.run('showRequest', { id });
      cli.answer(result, (facts) => requestText(result, facts));
    }),
  );
  dryRunOption(command.command('cancel').summary('take a request back').argument('<ID>', 'the request').option('-m, --message <text>', 'why')).action(
    perform(async (cli, id: string, { message, dryRun }: { readonly message?: string; readonly dryRun?: true }) => {
      const result = await cli.run('cancelRequest', onlyGiven({ id, message, dryRun }));
      cli.answer(result, (facts) => requestLine(result.request, result.dryRun ? 'would be cancelled' : 'cancelled', facts));
    }),
  );
  return examples(command, 'modelkeep request fraud-detector:v7 Production -m "Better recall"', 'modelkeep request show q_2bx4k7q3mf', 'modelkeep request cancel q_2bx4k7q3mf');
}

/** `modelkeep approve`. */
export function defineApprove(program: Command, perform: Perform): Command {
  const command = program.command('approve').summary('approve a request').description('Approves exactly the version that was asked for, under exactly the policy in force. To look at it first: modelkeep request show ID, modelkeep diff REF --baseline.').argument('<ID>', 'the request').option('-m, --message <text>', 'what you looked at');
  dryRunOption(command).action(
    perform(async (cli, id: string, { message, dryRun }: { readonly message?: string; readonly dryRun?: true }) => {
      const result = await cli.run('approveRequest', onlyGiven({ id, message, dryRun }));
      cli.answer(result, (facts) => requestLine(result.request, result.dryRun ? 'would be approved' : result.events.length === 0 ? 'you approved it already' : 'approved', facts));
    }),
  );
  return examples(command, 'modelkeep approve q_2bx4k7q3mf -m "Looked at the holdout"');
}

/** `modelkeep reject`. */
export function defineReject(program: Command, perform: Perform): Command {
  const command = program.command('reject').summary('reject a request').description('Refuses what was asked for, which ends the request.').argument('<ID>', 'the request').requiredOption('-m, --message <text>', 'why');
  dryRunOption(command).action(
    perform(async (cli, id: string, { message, dryRun }: { readonly message: string; readonly dryRun?: true }) => {
      const result = await cli.run('rejectRequest', onlyGiven({ id, message, dryRun }));
      cli.answer(result, (facts) => requestLine(result.request, result.dryRun ? 'would be rejected' : 'rejected', facts));
    }),
  );
  return examples(command, 'modelkeep reject q_2bx4k7q3mf -m "Not evaluated on May"');
}

/** `modelkeep requests`. */
export function defineRequests(program: Command, perform: Perform): Command {
  const command = program
    .command('requests')
    .summary('promotions that were asked for')
    .description('Lists the open requests, oldest first.')
    .option('--mine', 'those that you opened, ended ones too')
    .option('--waiting', 'those that wait for you')
    .action(
      perform(async (cli, { mine, waiting }: { readonly mine?: true; readonly waiting?: true }) => {
        const result = await cli.run('listRequests', onlyGiven({ mine, waiting }));
        cli.answer(result, (facts) => (result.requests.length === 0 ? flow([[look('dim', 'No request.')]], facts) : result.requests.map((one) => requestLine(one, one.ending === '' ? one.state : `${one.state}: ${one.ending}`, facts) + reason(one, facts)).join('')));
      }),
    );
  return examples(command, 'modelkeep requests --waiting');
}

/** What it was asked for with; what was answered is in `request show`. */
function reason({ message }: RequestSummary, facts: Facts): string {
  return message === '' ? '' : paragraph(look('dim', firstLine(message)), facts, 6);
}
