import type { Command } from 'commander';
import { RegistryError } from '../../core/errors.ts';
import type { PromotionResult } from '../../core/operations/stageOperations.ts';
import { ruleDetails } from '../../core/policy/ruleDetails.ts';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { flow, type Facts } from '../render/layout.ts';
import { look } from '../render/paint.ts';

interface PromoteOptions {
  readonly message?: string;
  readonly override?: true;
  readonly reason?: string;
  readonly expect?: string;
  readonly dryRun?: true;
}

/** `modelkeep promote`: puts a version into a stage. */
export function definePromote(program: Command, perform: Perform): Command {
  const command = program
    .command('promote')
    .summary('put a version into a stage')
    .description('Puts a version into a stage, by the rules of the policy. Where only approvals are lacking it opens a request for them and ends with exit code 1, since nothing was promoted.')
    .argument('<REF>', 'the version')
    .argument('<STAGE>', 'the stage, such as Production')
    .option('-m, --message <text>', 'why; kept in the ledger')
    .option('--override', 'against the rules, where they let your role; needs --reason')
    .option('--reason <text>', 'why the rules are overridden')
    .option('--expect <ref>', 'the version that you saw hold the stage, or none; another one there is a conflict');
  dryRunOption(command).action(
    perform(async (cli, ref: string, stage: string, { message, override, reason, expect, dryRun }: PromoteOptions) => {
      if (override === true && reason === undefined) throw new RegistryError('usage.invalid', 'Going against the rules needs a reason.', { hint: 'Say why: --override --reason TEXT' });
      if (override !== true && reason !== undefined) throw new RegistryError('usage.invalid', '--reason goes with --override; for any other promotion use -m.');
      const result = await cli.run('promoteVersion', onlyGiven({ ref, stage, message: reason ?? message, expect, override, dryRun }));
      if (result.state === 'requested') throw requested(result);
      cli.answer(result, (facts) => promotionText(result, facts));
      cli.note(result.notices);
    }),
  );
  return examples(command, 'modelkeep promote fraud-detector:v7 Staging', 'modelkeep promote fraud-detector:1.4.0 Production -m "Better recall"', 'modelkeep promote fraud-detector:v7 Production --override --reason "v6 is down"');
}

function promotionText({ ref, stage, state, replaced, dryRun, events }: PromotionResult, facts: Facts): string {
  const done = { promoted: 'promoted', overridden: 'promoted against the rules', unchanged: 'holds it already', requested: '' }[state];
  const how = look(state === 'overridden' ? 'warn' : 'good', dryRun && state !== 'unchanged' ? `would be ${done}` : done);
  const left = (events[0]?.body as { readonly was?: string | null } | undefined)?.was ?? undefined;
  return flow([[look('strong', ref)], [how], [stage], ...(replaced === undefined ? [] : [[look('dim', `in the place of ${replaced.ref}`)]]), ...(left === undefined ? [] : [[look('warn', `${dryRun ? 'would leave' : 'left'} ${left}`)]])], facts);
}

/** A script that promotes must not go on as if it had. */
function requested({ ref, stage, request, rules, dryRun, events }: PromotionResult): RegistryError {
  const lacking = rules.find((rule) => !rule.met)?.message ?? 'Approvals are lacking.';
  const open = dryRun && events.length > 0 ? 'A request for them would be opened.' : `${events.length > 0 ? 'A request for them was opened' : 'A request for them is open'}: ${request?.id ?? ''}.`;
  const details = { ref, stage, state: 'requested', ...(request === undefined ? {} : { request: request.id }), rules: ruleDetails(rules) };
  return new RegistryError('policy.refused', `${lacking} ${open}`, { hint: `modelkeep approve ${request?.id ?? 'ID'} answers it; then promote again.`, details });
}
