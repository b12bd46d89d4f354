import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { flow } from '../render/layout.ts';
import { look } from '../render/paint.ts';

interface TagOptions {
  readonly bump?: 'major' | 'minor' | 'patch';
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
    .option('--bump <part>', 'the next after the highest: major, minor or patch');
  dryRunOption(command).action(
    perform(async (cli, ref: string, tag: string | undefined, { bump, dryRun }: TagOptions) => {
      const result = await cli.run('setTag', onlyGiven({ ref, tag, bump, dryRun }));
      const done = result.dryRun ? 'would be tagged' : result.events.length === 0 ? 'is tagged already' : 'tagged';
      cli.answer(result, (facts) => flow([[look('strong', result.ref)], [look('good', done)], [result.tag]], facts));
    }),
  );
  return examples(command, 'modelkeep tag fraud-detector:v7 1.4.0', 'modelkeep tag fraud-detector:v7 --bump minor');
}
