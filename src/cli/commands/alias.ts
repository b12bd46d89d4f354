import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';

/** `modelkeep alias`: names that move. */
export function defineAlias(program: Command, perform: Perform): Command {
  const command = program.command('alias').summary('names that move, such as champion').description('Sets and removes aliases: names of versions that move. NAME@champion finds the version.');
  const set = command
    .command('set')
    .summary('point an alias at a version')
    .description('Points an alias at a version. When somebody else has moved it meanwhile, nothing is changed and what it points at now is told.')
    .argument('<MODEL>', 'the model')
    .argument('<ALIAS>', 'the name, such as champion')
    .argument('<REF>', 'the version')
    .option('--expect <ref>', 'what it must point at now: a version, or none');
  dryRunOption(set).action(
    perform(async (cli, model: string, alias: string, ref: string, { expect, dryRun }: { readonly expect?: string; readonly dryRun?: true }, _command: Command) => {
      const result = await cli.run('setAlias', onlyGiven({ model, alias, ref, expect, dryRun }));
      cli.answer(result, (facts) => changeText(result, `${result.model}@${result.alias}`, 'set', [`${result.was ?? 'none'} \u2192 ${result.ref}`], facts));
    }),
  );
  examples(set, 'modelkeep alias set fraud-detector champion fraud-detector:v7', 'modelkeep alias set fraud-detector champion fraud-detector:v8 --expect fraud-detector:v7');
  const remove = command
    .command('remove')
    .summary('take an alias away')
    .description('Takes an alias away. When somebody else has moved it meanwhile, nothing is changed and what it points at now is told.')
    .argument('<MODEL>', 'the model')
    .argument('<ALIAS>', 'the name')
    .option('--expect <ref>', 'what it must point at now: a version');
  dryRunOption(remove).action(
    perform(async (cli, model: string, alias: string, { expect, dryRun }: { readonly expect?: string; readonly dryRun?: true }, _command: Command) => {
      const result = await cli.run('removeAlias', onlyGiven({ model, alias, expect, dryRun }));
      cli.answer(result, (facts) => changeText(result, `${result.model}@${result.alias}`, 'removed', [`was ${result.was}`], facts));
    }),
  );
  examples(remove, 'modelkeep alias remove fraud-detector champion', 'modelkeep alias remove fraud-detector champion --expect fraud-detector:v7');
  return examples(command, 'modelkeep alias set fraud-detector champion fraud-detector:v7');
}
