import type { Command } from 'commander';
import { RegistryError } from '../../core/errors.ts';
import { closestWord } from '../../core/text/closestWord.ts';

/** `modelkeep help`: the help of a command. Our own, since commander's shows everything and no error for a command that there is none of. */
export function defineHelp(program: Command): Command {
  return program
    .command('help')
    .summary('show the help of a command')
    .argument('[command...]')
    .helpOption('-h, --help', 'show this help')
    .action((names: readonly string[]) => {
      let command = program;
      for (const name of names) command = command.commands.find((one) => one.name() === name) ?? refuse(command, name);
      command.help();
    });
}

function refuse(command: Command, name: string): never {
  const meant = closestWord(name, command.commands.map((one) => one.name()));
  throw new RegistryError('usage.invalid', `Unknown command ${JSON.stringify(name)}.`, { hint: meant === undefined ? 'modelkeep --help lists its commands.' : `Did you mean ${meant}?` });
}
