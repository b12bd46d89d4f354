import type { Command } from 'commander';
import type { CommitResult } from '../../core/operations/commitOperations.ts';
import type { Invocation, Perform, RunSession } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { commitDocument } from '../documents/commitDocument.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { commitText } from '../render/commitText.ts';

interface RunOptions {
  readonly model?: string;
  readonly message?: string;
  readonly branch?: string;
}

/** `modelkeep run`: watches a command and commits what it wrote. */
export function defineRun(program: Command, perform: Perform): Command {
  const command = program
    .command('run')
    .summary('run a training and commit what it wrote')
    .description(
      'Runs a command and, when it ends well, commits the model files that it wrote, with command and code as they were at the start. ' +
        "Output and exit code are the command's own; what was committed is told on stderr. When the command ends well but the commit fails, " +
        "the exit code is the commit's. With --json the document goes to stdout, the command's own output to stderr.",
    )
    .usage('[--model NAME] [-m TEXT] [--branch NAME] -- CMD…')
    .argument('<CMD...>', 'the command and its arguments')
    .option('--model <name>', 'registered model of what is written (from file and folder, if not given)')
    .option('-m, --message <text>', 'what is new (the subject of the last Git commit, if newer, when not given)')
    .option('--branch <name>', 'branch of the model (main or as modelkeep.json maps the Git branch, if not given)')
    .passThroughOptions()
    .action(
      perform(async (cli, argv: string[], options: RunOptions, _command: Command) => {
        const session = await cli.beginRun(onlyGiven({ cwd: cli.cwd, argv, model: options.model, branch: options.branch }));
        const code = await cli.runProgram(argv, { cwd: cli.cwd, outputToStderr: cli.json });
        const commits = await finish(cli, session, code, options);
        if (commits.length === 0) cli.note([code === 0 ? 'Nothing was committed: the command wrote no model file.' : `Nothing was committed: the command ended with exit code ${code}.`]);
        tell(cli, code, commits);
        return code;
      }),
    );
  return examples(command, 'modelkeep run -- python train.py --lr 3e-4', 'modelkeep run --model fraud-detector -m "Longer warm-up" -- make train');
}

async function finish(cli: Invocation, session: RunSession, exitCode: number, { model, message, branch }: RunOptions): Promise<readonly CommitResult[]> {
  if (exitCode === 0) return cli.watch((context) => session.finish(onlyGiven({ model, message, branch }), context));
  await session.dispose();
  return [];
}

function tell(cli: Invocation, exitCode: number, commits: readonly CommitResult[]): void {
  const { err } = cli.terminal;
  for (const commit of commits) {
    cli.note(commit.notices);
    if (!cli.json) err.write(commitText(commit, err.facts()));
  }
  if (cli.json) cli.answer({ exitCode, commits: commits.map(commitDocument) }, () => '');
}
