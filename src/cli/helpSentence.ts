import type { Command } from 'commander';

/** Where to read on after wrong usage: the help of the command that the words name, as far as they name one. */
export function helpSentence(program: Command, argv: readonly string[]): string {
  const command = commandNamed(program, argv);
  const path = pathOf(command);
  return command.commands.length > 0 ? `${path} --help lists its commands.` : `${path} --help shows how it is called.`;
}

const FOLDER_FLAGS = ['-C', '--directory'];

/** The innermost command whose name stands there; looked for in the words themselves, since reading them failed. */
function commandNamed(program: Command, argv: readonly string[]): Command {
  let command = program;
  const words = argv.filter((word, at) => !word.startsWith('-') && !FOLDER_FLAGS.includes(argv[at - 1] ?? ''));
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) break;
    command = next;
  }
  return command;
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
