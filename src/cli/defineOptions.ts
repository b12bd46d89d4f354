import { InvalidArgumentError, type Command } from 'commander';

/** Reader of an option that may be given several times: gathers its values in order. */
export function gather(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Reader of a whole number from 1 on. */
export function positiveInteger(value: string): number {
  const number = /^[1-9]\d{0,6}$/.test(value) ? Number(value) : undefined;
  if (number === undefined) throw new InvalidArgumentError('It must be a whole number from 1 to 9999999.');
  return number;
}

/** Reader of a path: an empty one is a variable that was not set, and would mean the folder one stands in. */
export function path(value: string): string {
  if (value === '') throw new InvalidArgumentError('It is empty.');
  return value;
}

/** As {@link path}, for an argument that may be repeated. */
export function paths(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), path(value)];
}

/** Options of a command that lists by pages. */
export interface PageOptions {
  readonly limit?: number;
  readonly after?: string;
}

/** Adds `--limit` and `--after`. */
export function pageOptions(command: Command): Command {
  return command.option('--limit <n>', 'at most so many', positiveInteger).option('--after <cursor>', 'the page after this one: `next` of the page before');
}

/** Adds examples below a command's help. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

/** `--dry-run`, of every command that writes events. */
export function dryRunOption(command: Command): Command {
  return command.option('--dry-run', 'say what would be written, and write nothing');
}
