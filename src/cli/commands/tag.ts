import { Option, type Command } from 'commander';
import { RegistryError } from '../../core/errors.ts';
import type { Invocation, ParamsHere, Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';
import { flow } from '../render/layout.ts';
import { look } from '../render/paint.ts';

interface TagOptions {
  readonly bump?: 'major' | 'minor' | 'patch';
  readonly retire?: true;
  readonly reason?: string;
  readonly dryRun?: true;
}

/** `modelkeep tag`: a semver name that never moves. */
export function defineTag(program: Command, perform: Perform): Command {
  const command = program
    .command('tag')
    .summary('name a version 1.4.0, for ever')
    .description('Gives a version a semantic version as its name. A tag is unique within the model and never moves; the first to set it wins.')
    .argument('<REF>', 'the version')
    .argument('[SEMVER]', 'the tag, such as 1.4.0 or 2.0.0-rc.1')
    .addOption(new Option('--bump <part>', 'the next after the highest').choices(['major', 'minor', 'patch']))
    .option('--retire', 'the tag NAME:1.4.0 is no longer recommended; the version stays as it is')
    .option('--reason <text>', 'why it is retired');
  dryRunOption(command).action(
    perform(async (cli, ref: string, tag: string | undefined, { bump, retire, reason, dryRun }: TagOptions, _command: Command) => {
      if (retire === true) return retireTag(cli, onlyGiven({ ref, reason: requireReason(reason, tag, bump), dryRun }));
      if (reason !== undefined) throw new RegistryError('usage.invalid', '--reason goes with --retire.');
      const result = await cli.run('setTag', onlyGiven({ ref, tag, bump, dryRun }));
      const done = result.dryRun ? 'would be tagged' : result.events.length === 0 ? 'is tagged already' : 'tagged';
      cli.answer(result, (facts) => flow([[look('strong', result.ref)], [look('good', done)], [result.tag]], facts));
    }),
  );
  return examples(command, 'modelkeep tag fraud-detector:v7 1.4.0', 'modelkeep tag fraud-detector:v7 --bump minor', 'modelkeep tag fraud-detector:1.4.0 --retire --reason "superseded"');
}

/** @throws RegistryError usage.invalid */
function requireReason(reason: string | undefined, ...others: readonly unknown[]): string {
  if (others.some((other) => other !== undefined)) throw new RegistryError('usage.invalid', 'A tag is set or retired, not both at once.', { hint: 'modelkeep tag NAME:1.4.0 --retire --reason TEXT' });
  if (reason === undefined) throw new RegistryError('usage.invalid', 'Retiring a tag needs a reason.', { hint: 'Say why: --retire --reason TEXT' });
  return reason;
}

async function retireTag(cli: Invocation, params: ParamsHere<'retireTag'>): Promise<void> {
  const result = await cli.run('retireTag', params);
  cli.answer(result, (facts) => changeText(result, result.ref, 'retired', [params.reason], facts));
}
