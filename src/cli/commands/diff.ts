import type { Command } from 'commander';
import { diffMarkdown } from '../../core/diff/diffMarkdown.ts';
import { RegistryError } from '../../core/errors.ts';
import { inertText } from '../../core/text/inertText.ts';
import type { Invocation, Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { diffText } from '../render/diffText.ts';

interface DiffOptions {
  readonly previous?: true;
  readonly baseline?: true;
  readonly workspace?: true;
  readonly markdown?: true;
}

/** `modelkeep diff`: in what two versions differ. */
export function defineDiff(program: Command, perform: Perform): Command {
  const command = program
    .command('diff')
    .summary('in what two versions differ')
    .description('Compares two versions: what got better or worse and most likely why, then metrics, params, code, data, environment, files and tensors. What was not captured on a side is said, not taken for the same.')
    .argument('<REF>', 'the version')
    .argument('[REF]', 'the version that it is compared with')
    .option('--previous', 'from the version before REF on its branch')
    .option('--baseline', 'from the version in Production, else in the first stage that has one')
    .option('--workspace', "from REF to the model's files in the workspace as they are now")
    .option('--markdown', 'write Markdown, such as for a pull request')
    .action(
      perform(async (cli, ref: string, other: string | undefined, { markdown, ...options }: DiffOptions) => {
        const diff = await compare(cli, ref, other, options);
        if (markdown === true && !cli.json) cli.answer(diff, () => (cli.terminal.out.tty ? inertText(diffMarkdown(diff), 'lines') : diffMarkdown(diff)));
        else cli.answer(diff, (facts) => diffText(diff, facts));
      }),
    );
  return examples(command, 'modelkeep diff fraud-detector:v9 fraud-detector:v12', 'modelkeep diff fraud-detector --baseline', 'modelkeep diff fraud-detector --workspace', 'modelkeep diff fraud-detector --previous --markdown > changes.md');
}

function compare(cli: Invocation, ref: string, other: string | undefined, { previous, baseline, workspace }: DiffOptions): ReturnType<typeof cli.run<'diffVersions'>> {
  const ways = [other, previous, baseline, workspace].filter((way) => way !== undefined);
  if (ways.length !== 1) throw new RegistryError('usage.invalid', 'A comparison needs two versions.', { hint: 'Name two, or one with either --previous, --baseline or --workspace.' });
  if (other !== undefined) return cli.run('diffVersions', { from: ref, to: other });
  if (workspace === true) return cli.run('diffVersions', { from: ref, workspace: true });
  return cli.run('diffVersions', { to: ref, against: previous === true ? 'previous' : 'baseline' });
}
