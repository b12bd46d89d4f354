import type { Command } from 'commander';
import { RegistryError } from '../../core/errors.ts';
import type { CommitResult } from '../../core/operations/commitOperations.ts';
import { parseLabel } from '../../core/text/parseLabel.ts';
import { askWhatToInclude } from '../askWhatToInclude.ts';
import type { Invocation, ParamsHere, Perform } from '../commandLine.ts';
import { examples, gather, paths } from '../defineOptions.ts';
import { commitDocument } from '../documents/commitDocument.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { commitText } from '../render/commitText.ts';

interface CommitOptions {
  readonly model?: string;
  readonly message?: string;
  readonly branch?: string;
  readonly params?: readonly string[];
  readonly metrics?: readonly string[];
  readonly data?: readonly string[];
  readonly parent?: readonly string[];
  readonly experiment?: string;
  readonly include?: string;
  /** False with `--no-copy`. */
  readonly copy: boolean;
  readonly follow?: true;
  readonly rehash?: true;
  readonly hashData?: true;
  readonly allowSame?: true;
  readonly allowSecret?: true;
  readonly tag?: string;
  readonly label?: readonly string[];
  readonly describe?: string;
  readonly dryRun?: true;
}

/** `modelkeep commit`: makes a version of files. */
export function defineCommit(program: Command, perform: Perform): Command {
  const command = program
    .command('commit')
    .summary('commit a model file or folder as a new version')
    .description('Commits model files as one immutable version, with the code, data, params and metrics that made it.')
    .argument('[PATH...]', 'files or folders; none: those that modelkeep.json declares for --model', paths)
    .option('--model <name>', 'registered model (from file and folder, if not given)')
    .option('-m, --message <text>', 'what is new (the subject of the last Git commit, if newer, when not given)')
    .option('--branch <name>', 'branch of the model (main or as modelkeep.json maps the Git branch, if not given)')
    .option('--params <file>', 'hyperparameters: FILE or FILE:dotted.key; may be repeated', gather)
    .option('--metrics <file>', 'metrics: FILE or FILE:dotted.key; may be repeated', gather)
    .option('--data <path>', 'training data: a path, s3://… or hf:ID@REV; may be repeated', gather)
    .option('--parent <ref>', 'model that this one was made from, here or hf:ID@REV; may be repeated', gather)
    .option('--experiment <id>', 'id of the run in an experiment tracker')
    .option('--include <what>', 'of a folder with training state: model (weights and config) or all (everything, to resume)')
    .option('--no-copy', 'record digests and lineage, leave the bytes where they lie')
    .option('--follow', 'follow links that lead out of the workspace')
    .option('--rehash', 'read files again even if they look unchanged')
    .option('--hash-data', 'read all of the data, however long it takes')
    .option('--allow-same', 'commit even if nothing changed')
    .option('--allow-secret', 'keep code in the lineage that looks like a credential')
    .option('--tag <semver>', 'name it 1.4.0, for ever')
    .option('--label <pair>', 'a fact as KEY=VALUE; may be repeated', gather)
    .option('--describe <text>', 'describe it')
    .option('--dry-run', 'show what would be captured, write nothing')
    .action(
      perform(async (cli, paths: string[], options: CommitOptions, _command: Command) => {
        const result = await commit(cli, requestOf(paths, options));
        cli.note(result.notices);
        cli.answer(commitDocument(result), (facts) => commitText(result, facts));
      }),
    );
  return examples(
    command,
    'modelkeep commit models/fraud --model fraud-detector -m "Tune dropout"',
    'modelkeep commit model.safetensors --params params.yaml:train --metrics metrics.json',
    'modelkeep commit --model fraud-detector        # the paths that modelkeep.json declares',
    'modelkeep commit checkpoint-500 --include model --no-copy',
  );
}

function requestOf(paths: readonly string[], options: CommitOptions): ParamsHere<'commitVersion'> {
  if (paths.length === 0 && options.model === undefined) {
    throw new RegistryError('usage.invalid', 'What is to be committed?', { hint: 'Name files or a folder, or with --model a model that modelkeep.json declares.' });
  }
  const { model, message, branch, params, metrics, data, experiment, follow, rehash, hashData, allowSame, allowSecret, dryRun } = options;
  const given = { model, message, branch, params, metrics, data, experiment, follow, rehash, hashData, allowSame, allowSecret, dryRun };
  return onlyGiven({ ...given, paths, tag: options.tag, labels: options.label?.map(parseLabel), description: options.describe, include: includeOf(options.include), parents: options.parent, noCopy: options.copy ? undefined : true, trusted: true });
}

function includeOf(text: string | undefined): 'model' | 'all' | undefined {
  if (text === undefined || text === 'model' || text === 'all') return text;
  throw new RegistryError('usage.invalid', `--include takes "model" or "all", not ${JSON.stringify(text)}.`);
}

async function commit(cli: Invocation, request: ParamsHere<'commitVersion'>): Promise<CommitResult> {
  try {
    return await cli.run('commitVersion', request);
  } catch (error) {
    if (!RegistryError.is(error, 'include.ambiguous')) throw error;
    return cli.run('commitVersion', { ...request, include: await askWhatToInclude(error, cli) });
  }
}
