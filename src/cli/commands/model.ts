import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';

interface Dry {
  readonly dryRun?: true;
}

/** `modelkeep model`: what is said of a model. */
export function defineModel(program: Command, perform: Perform): Command {
  const command = program.command('model').summary('describe, own, rename or archive a model').description('Changes what is said of a model. Its versions stay as they are.');
  const describe = command.command('describe').summary('describe a model').description('Describes a model. Empty text takes the description away.').argument('<NAME>', 'the model').argument('<TEXT>', 'the description');
  dryRunOption(describe).action(
    perform(async (cli, model: string, text: string, { dryRun }: Dry, _command: Command) => {
      const result = await cli.run('describeModel', onlyGiven({ model, text, dryRun }));
      cli.answer(result, (facts) => changeText(result, result.model, 'described', [], facts));
    }),
  );
  examples(describe, 'modelkeep model describe fraud-detector "Card payments, EU"');
  const owner = command.command('owner').summary('name whom to ask').description('Names whom to ask about a model. Empty text: nobody.').argument('<NAME>', 'the model').argument('<OWNER>', 'a person, a team, an address');
  dryRunOption(owner).action(
    perform(async (cli, model: string, owned: string, { dryRun }: Dry, _command: Command) => {
      const result = await cli.run('setModelOwner', onlyGiven({ model, owner: owned, dryRun }));
      cli.answer(result, (facts) => changeText(result, result.model, 'given an owner', [owned], facts));
    }),
  );
  examples(owner, 'modelkeep model owner fraud-detector "team risk"');
  const rename = command.command('rename').summary('give a model another name').description('Gives a model another name. The old name keeps finding it, and rules keep holding.').argument('<NAME>', 'the model').argument('<NEW>', 'the new name');
  dryRunOption(rename).action(
    perform(async (cli, model: string, name: string, { dryRun }: Dry, _command: Command) => {
      const result = await cli.run('renameModel', onlyGiven({ model, name, dryRun }));
      cli.answer(result, (facts) => changeText(result, result.was, 'renamed', [result.model], facts));
    }),
  );
  examples(rename, 'modelkeep model rename fraud-detector payment-fraud');
  const archive = command.command('archive').summary('put a model away').description('Puts a model away: it takes no versions and stands last in lists. --undo brings it back.').argument('<NAME>', 'the model').option('--undo', 'bring it back');
  dryRunOption(archive).action(
    perform(async (cli, model: string, { undo, dryRun }: Dry & { readonly undo?: true }, _command: Command) => {
      const result = await cli.run('archiveModel', onlyGiven({ model, archived: undo !== true, dryRun }));
      cli.answer(result, (facts) => changeText(result, result.model, result.archived ? 'archived' : 'brought back', [], facts));
    }),
  );
  examples(archive, 'modelkeep model archive fraud-detector');
  return examples(command, 'modelkeep model rename fraud-detector payment-fraud');
}
