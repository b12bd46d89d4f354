import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { RegistryError } from '../core/errors.ts';
import { buildProgram } from './buildProgram.ts';
import type { Invocation, Perform, Surroundings } from './commandLine.ts';
import { EXIT } from './exitCodes.ts';
import { helpSentence } from './helpSentence.ts';
import { jsonText } from './jsonText.ts';
import { printError } from './printError.ts';
import { ProgressBar } from './progressBar.ts';
import { line, paragraph } from './render/layout.ts';
import { look } from './render/paint.ts';
import { shortHelp } from './shortHelp.ts';

interface GlobalOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
  /** Folders of `-C`, in order. */
  readonly directory?: readonly string[];
}

/** Runs one command line and answers its exit code. Never throws. */
export async function runCommandLine(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  if (argv.length === 0) {
    terminal.out.write(shortHelp());
    return EXIT.done;
  }
  let code: number = EXIT.done;
  let options: GlobalOptions = { json: hasFlag(argv, '--json'), verbose: hasFlag(argv, '--verbose') };
  const perform: Perform = (body) => async (...args) => {
    options = (args.at(-1) as Command).optsWithGlobals<GlobalOptions>();
    const cli = await invocationOf(options, surroundings);
    cli.note(await surroundings.projectNotes(cli.cwd));
    code = (await body(cli, ...args)) ?? EXIT.done;
  };
  const program = buildProgram(perform, surroundings);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (isHelpOrVersion(error)) return EXIT.done;
    return printError(error, terminal, { json: options.json === true, verbose: options.verbose === true, help: helpSentence(program, argv) });
  }
}

/** Looked for in the words themselves, since options are not read yet when reading them failed. */
function hasFlag(argv: readonly string[], flag: string): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).includes(flag);
}

function isHelpOrVersion(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === 'commander.version' || code === 'commander.helpDisplayed' || (code === 'commander.help' && (error as { exitCode?: unknown }).exitCode === 0);
}

async function invocationOf({ json = false, directory = [] }: GlobalOptions, surroundings: Surroundings): Promise<Invocation> {
  const { terminal, signal } = surroundings;
  const cwd = await folderOf(surroundings.cwd, directory);
  const watch: Invocation['watch'] = async (work) => {
    const bar = new ProgressBar(terminal.err);
    let done = false;
    try {
      const result = await work({ signal, onProgress: (progress) => bar.update(progress) });
      done = true;
      return result;
    } finally {
      bar.finish(done);
    }
  };
  const said = new Set<string>();
  const note: Invocation['note'] = (messages) => {
    const facts = terminal.err.facts();
    for (const message of messages.filter((one) => one === '' || !said.has(one))) terminal.err.write(message === '' ? line([], facts) : paragraph(look('dim', `note: ${message}`), facts, 0));
    for (const message of messages) said.add(message);
  };
  return {
    ...surroundings,
    cwd,
    json,
    watch,
    run: async (name, params) => {
      const heard: string[] = [];
      const result = await watch(async (context) => (await surroundings.operations()).run(name, { ...params, cwd }, { ...context, onNotice: (sentence) => heard.push(sentence) }));
      note(heard);
      return result;
    },
    answer: (document, text) => terminal.out.write(json ? jsonText(document) : text(terminal.out.facts())),
    note,
  };
}

/** As in Git: each `-C` is relative to the one before, and an empty one changes nothing. */
async function folderOf(cwd: string, directories: readonly string[]): Promise<string> {
  const folder = directories.reduce((from, directory) => (directory === '' ? from : resolve(from, directory)), cwd);
  if (directories.length === 0) return folder;
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return folder;
  throw new RegistryError('path.missing', `There is no folder ${folder}.`, { hint: '-C takes the folder to work in.', details: { path: folder } });
}
