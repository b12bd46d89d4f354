import { posix, win32 } from 'node:path';
import type { CommandLineage, Missing } from '../../core/model/lineage.ts';
import { findSecret } from './secrets.ts';
import { workspaceName } from './workspaceName.ts';

/** Where a command is started; folders absolute. */
export interface CommandPlace {
  readonly root: string;
  readonly cwd: string;
  readonly home: string | undefined;
  readonly allowSecret: boolean;
}

/** The command as a record may show it, and what was left out of it. */
export interface DescribedCommand {
  readonly command: CommandLineage;
  readonly missing: readonly Missing[];
}

/** An absolute path at the start of an argument or behind a separator; `//` begins an address, not a path. */
const POSIX_PATH = /(^|[=:,;'"\s([{@]|^-[A-Za-z]|file:\/\/)(\/(?!\/)[^\s'":,;=)\]}]+)/g;
const WINDOWS_PATH = /(^|[=,;'"\s([{@])([A-Za-z]:[\\/][^\s'",;=)\]}]*)/g;
const SECRET_OPTION = /^--?[\w-]*(?:pass(?:word|wd)?|pwd|secret|token|(?:api|access|auth|private|wandb)[_-]?key|credential)s?(?:=(.*))?$/is;
const ARGUMENT_LIMIT = 4_096;
const HIDDEN = '***';

function within(path: string, folder: string | undefined): string | undefined {
  if (folder === undefined || folder === '' || folder === '/') return undefined;
  if (path === folder || path === `${folder}/`) return '.';
  return path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`) ? path.slice(folder.length + 1) : undefined;
}

function shorten(path: string, place: CommandPlace): string {
  const inside = within(path, place.root);
  if (inside !== undefined) return inside;
  const home = within(path, place.home);
  if (home !== undefined) return home === '.' ? '~' : `~/${home}`;
  return `.../${path.includes('\\') ? win32.basename(path) : posix.basename(path)}`;
}

function withoutPlaces(argument: string, place: CommandPlace): string {
  const swap = (_all: string, before: string, path: string): string => `${before}${shorten(path, place)}`;
  // The workspace's own folder may hold blanks or separators, at which the patterns would stop.
  const own = argument === place.root ? '.' : argument.replaceAll(`${place.root}/`, '');
  const short = own.replace(POSIX_PATH, swap).replace(WINDOWS_PATH, swap);
  return [...short.toWellFormed()].slice(0, ARGUMENT_LIMIT).join('');
}

/** Hides the value of options that carry credentials, and arguments that look like one. */
function withoutSecrets(argv: readonly string[]): { readonly argv: readonly string[]; readonly hidden: number } {
  let hidden = 0;
  const shown = argv.map((argument, index) => {
    const option = SECRET_OPTION.exec(argument);
    const before = SECRET_OPTION.exec(argv[index - 1] ?? '');
    const value = option?.[1] !== undefined && option[1] !== '';
    const follows = before !== null && before[1] === undefined && !argument.startsWith('-') && !/^\d{1,9}$/.test(argument);
    if (!value && !follows && findSecret(argument) === undefined) return argument;
    hidden++;
    return value ? `${argument.slice(0, argument.indexOf('=') + 1)}${HIDDEN}` : HIDDEN;
  });
  return { argv: shown, hidden };
}

/** A command for the record: no absolute path, and nothing that looks like a credential unless that is allowed. */
export function describeCommand(argv: readonly string[], place: CommandPlace): DescribedCommand {
  const { argv: shown, hidden } = place.allowSecret ? { argv, hidden: 0 } : withoutSecrets(argv);
  const [program = '', ...rest] = shown;
  const name = within(program, place.root) ?? (/^(?:\/|[A-Za-z]:[\\/])/.test(program) ? shorten(program, place).replace(/^\.\.\.\//, '') : program.toWellFormed());
  const command = { argv: [name, ...rest.map((argument) => withoutPlaces(argument, place))], cwd: workspaceName(place.root, place.cwd).name };
  const missing = hidden === 0 ? [] : [{ code: 'command.secret', fact: 'command', message: `${hidden === 1 ? 'One argument' : `${hidden} arguments`} of the command looked like a credential and ${hidden === 1 ? 'was' : 'were'} left out.` }];
  return { command, missing };
}
