import type { Command } from 'commander';
import type { AppliedPolicy, PolicyCheck } from '../../core/operations/policyOperations.ts';
import { formatCount } from '../../core/text/quantities.ts';
import type { Invocation, Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { EXIT } from '../exitCodes.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';
import { flow, type Facts } from '../render/layout.ts';
import { look } from '../render/paint.ts';
import { policyDifferencesText, policyFindingsText, policyText } from '../render/policyText.ts';

/** `modelkeep policy`: the rules of stages and branches. */
export function definePolicy(program: Command, perform: Perform): Command {
  const command = program
    .command('policy')
    .summary('rules of stages and branches')
    .description('Shows the policy in force, checks the one in modelkeep.json, tells in what the two differ, and puts the file\u2019s in force.');
  defineShow(command, perform);
  defineCheck(command, perform);
  defineDiff(command, perform);
  defineApply(command, perform);
  return examples(command, 'modelkeep policy check', 'modelkeep policy diff', 'modelkeep policy apply -m "Two reviewers for Production"');
}

function defineShow(command: Command, perform: Perform): void {
  const show = command.command('show').summary('the policy in force').description('Prints the policy in force: its stages, and every rule with what it demands.');
  show.action(
    perform(async (cli, _options: object, _command: Command) => {
      const result = await cli.run('showPolicy', {});
      cli.answer({ ...result, source: JSON.parse(result.source) as object }, (facts) => policyText(result, facts));
    }),
  );
  examples(show, 'modelkeep policy show');
}

function defineCheck(command: Command, perform: Perform): void {
  const check = command
    .command('check')
    .summary('what is wrong with the policy in modelkeep.json')
    .description('Reads the policy in modelkeep.json and names everything that is wrong, with line and column; also what likely is not meant, such as more approvals than there are members to give them. Works without a registry. Exit code 1 when it could not be applied.');
  check.action(
    perform(async (cli, _options: object, _command: Command) => {
      const result = await cli.run('checkPolicy', {});
      cli.answer(result, (facts) => policyFindingsText(result.findings, facts) + flow([[STATES[result.state](result)]], facts));
      return exitOf(result);
    }),
  );
  examples(check, 'modelkeep policy check');
}

function defineDiff(command: Command, perform: Perform): void {
  const diff = command
    .command('diff')
    .summary('modelkeep.json against the policy in force')
    .description('Tells in what the policy in modelkeep.json differs from the one in force, what gets stricter and what looser, and what applying it would end.');
  diff.action(
    perform(async (cli, _options: object, _command: Command) => {
      const result = await cli.run('diffPolicy', {});
      const { inForce } = result;
      cli.answer({ ...result, inForce: { ...inForce, source: JSON.parse(inForce.source) as object } }, (facts) => policyFindingsText(result.findings, facts) + policyDifferencesText(result.differences, facts) + (result.differences.length > 0 ? '' : flow([[STATES[result.state](result)]], facts)));
      cli.note(result.notices);
      return exitOf(result);
    }),
  );
  examples(diff, 'modelkeep policy diff');
}

function defineApply(command: Command, perform: Perform): void {
  const apply = command
    .command('apply')
    .summary('put the policy of modelkeep.json in force')
    .description('Puts the whole policy of modelkeep.json in force, as an administrator. Until then the file changes nothing. Requests are bound to the policy: those that are open end.')
    .option('-m, --message <text>', 'why; kept in the ledger');
  dryRunOption(apply).action(
    perform(async (cli: Invocation, { message, dryRun }: { readonly message?: string; readonly dryRun?: true }, _command: Command) => {
      const result = await cli.run('applyPolicy', onlyGiven({ message, dryRun }));
      cli.answer(result, (facts) => appliedText(result, facts));
      cli.note(result.notices);
    }),
  );
  examples(apply, 'modelkeep policy apply -m "Two reviewers for Production"', 'modelkeep policy apply --dry-run');
}

function appliedText(result: AppliedPolicy, facts: Facts): string {
  const words = result.state === 'same' ? [] : [formatCount(result.differences.length, 'difference')];
  return changeText(result, `policy ${result.hash.slice(0, 12)}`, 'in force', words, facts) + policyDifferencesText(result.differences, facts);
}

const STATES: Readonly<Record<PolicyCheck['state'], (check: PolicyCheck) => string | ReturnType<typeof look>>> = {
  none: () => look('dim', 'modelkeep.json has no policy'),
  invalid: ({ findings }) => look('bad', `${formatCount(findings.filter((one) => one.severity === 'error').length, 'error')}: it cannot be applied`),
  same: () => look('good', 'the policy of modelkeep.json is in force'),
  differs: () => look('warn', 'it can be applied, and differs from the policy in force: modelkeep policy diff'),
  unknown: () => look('good', 'it can be applied'),
};

function exitOf({ findings }: PolicyCheck): number {
  return findings.some((one) => one.severity === 'error') ? EXIT.refused : EXIT.done;
}
