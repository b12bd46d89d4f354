import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { branchesText } from '../render/branchesText.ts';
import { changeText } from '../render/changeText.ts';

interface Dry {
  readonly dryRun?: true;
}

/** `modelkeep branch`: named lines of versions. */
export function defineBranch(program: Command, perform: Perform): Command {
  const command = program.command('branch').summary('named lines of versions').description('Lists, creates, adopts and closes branches of a model. A commit to a branch leaves main as it is.');
  const list = command
    .command('list')
    .summary('branches of a model')
    .description('Lists the branches of a model, closed ones last.')
    .argument('<MODEL>', 'the model')
    .action(
      perform(async (cli, model: string, _options: object, _command: Command) => {
        const result = await cli.run('listBranches', { model });
        cli.answer(result, (facts) => branchesText(result.branches, facts));
      }),
    );
  examples(list, 'modelkeep branch list fraud-detector');
  const create = command
    .command('create')
    .summary('begin a branch, or open a closed one again')
    .description('Begins a branch of a model at a version, or opens a closed one again.')
    .argument('<MODEL>', 'the model')
    .argument('<NAME>', 'the branch')
    .option('--from <ref>', 'the version that it starts from (the newest of main, if not given)');
  dryRunOption(create).action(
    perform(async (cli, model: string, branch: string, { from, dryRun }: Dry & { readonly from?: string }, _command: Command) => {
      const result = await cli.run('createBranch', onlyGiven({ model, branch, from, dryRun }));
      cli.answer(result, (facts) => changeText(result, `${result.model}~${result.branch}`, 'created', [result.from === undefined ? '' : `from ${result.from}`], facts));
    }),
  );
  examples(create, 'modelkeep branch create fraud-detector lr-sweep --from fraud-detector:v7');
  const adopt = command
    .command('adopt')
    .summary('take the newest version of a branch over to main')
    .description('Takes the newest version of a branch over to main as a new version that has both as parents. No weights are mixed, no bytes copied.')
    .argument('<MODEL>', 'the model')
    .argument('<NAME>', 'the branch')
    .requiredOption('-m, --message <text>', 'why');
  dryRunOption(adopt).action(
    perform(async (cli, model: string, branch: string, { message, dryRun }: Dry & { readonly message: string }, _command: Command) => {
      const result = await cli.run('adoptBranch', onlyGiven({ model, branch, message, dryRun }));
      cli.answer(result, (facts) => changeText(result, result.ref, 'adopted', [`from ${result.source} on ${result.branch}`], facts));
    }),
  );
  examples(adopt, 'modelkeep branch adopt fraud-detector lr-sweep -m "The best of the sweep"');
  const close = command.command('close').summary('close a branch').description('Closes a branch: nothing more is committed to it. Its versions and tags stay.').argument('<MODEL>', 'the model').argument('<NAME>', 'the branch');
  dryRunOption(close).action(
    perform(async (cli, model: string, branch: string, { dryRun }: Dry, _command: Command) => {
      const result = await cli.run('closeBranch', onlyGiven({ model, branch, dryRun }));
      cli.answer(result, (facts) => changeText(result, `${result.model}~${result.branch}`, 'closed', [], facts));
    }),
  );
  examples(close, 'modelkeep branch close fraud-detector lr-sweep');
  return examples(command, 'modelkeep branch create fraud-detector lr-sweep --from fraud-detector:v7');
}
