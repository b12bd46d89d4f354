import type { Command } from 'commander';
import { RegistryError } from '../../core/errors.ts';
import { closestWord } from '../../core/text/closestWord.ts';

/** `modelkeep help`: the help of a command. Our own, since commander's shows everything and no error for a command that there is none of. */
export function defineHelp(program: Command): Command {
  return program
    .command('help')
    .summary('show the help of a command')
    .argument('[command]')
    .helpOption('-h, --help', 'show this help')
    .action((name: string | undefined) => {
      if (name === undefined) program.help();
      const found = program.commands.find((command) => command.name() === name);
      if (found !== undefined) found.help();
      const meant = closestWord(name, program.commands.map((command) => command.name()));
      throw new RegistryError('usage.invalid', `Unknown command ${JSON.stringify(name)}.`, { hint: meant === undefined ? 'modelkeep --help lists commands and options.' : `Did you mean ${meant}?` });
    });
}
