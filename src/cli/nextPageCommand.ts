import type { Command } from 'commander';
import { quoteArgument } from '../core/text/quoteArgument.ts';

/** The command that shows the page after this one, as a person can paste it; nothing on the last page. */
export function nextPageCommand(command: Command, model: string | undefined, limit: number | undefined, next: string | undefined, at?: number): string | undefined {
  if (next === undefined) return undefined;
  const { directory = [] } = command.optsWithGlobals<{ directory?: readonly string[] }>();
  const words = [
    'modelkeep',
    ...directory.flatMap((folder) => ['-C', folder]),
    command.name(),
    ...(model === undefined ? [] : [model]),
    ...(limit === undefined ? [] : ['--limit', String(limit)]),
    ...(at === undefined ? [] : ['--at', String(at)]),
    '--after',
    next,
  ];
  return words.map(quoteArgument).join(' ');
}
