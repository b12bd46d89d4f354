import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { root } from '../step.ts';

/** How commands run and what is shown of them. */
export interface ShellOptions {
  /** Where commands run. */
  readonly folder: string;
  /** Shows nothing; the output of a command that fails is told all the same. */
  readonly quiet: boolean;
  /** Another person at the same machine: shown before the prompt, with a folder for keys of their own. */
  readonly person?: { readonly name: string; readonly home: string };
}

/** A command that did not do what the story needs. */
export class CommandFailed extends Error {}

/** Runs commands as a person would type them: first the line, then what it prints. */
export class Shell {
  readonly #options: ShellOptions;
  readonly #env: NodeJS.ProcessEnv;

  constructor(options: ShellOptions) {
    this.#options = options;
    const { person } = options;
    this.#env = { ...environment(), ...(person === undefined ? {} : { MODELKEEP_HOME: person.home }) };
  }

  /** A sentence between commands. */
  say(text: string): void {
    if (!this.#options.quiet) console.log(text);
  }

  /** The same folder for another person. */
  as(person: Required<ShellOptions>['person']): Shell {
    return new Shell({ ...this.#options, person });
  }

  /** Runs one command; `modelkeep` is the one that was built from this checkout. Throws CommandFailed on any exit code but 0. */
  run(program: string, ...args: readonly string[]): void {
    this.#show(0, program, args);
  }

  /** Runs a command that is to be refused: throws CommandFailed on any exit code but 1. */
  refused(program: string, ...args: readonly string[]): void {
    this.#show(1, program, args);
  }

  #show(code: number, program: string, args: readonly string[]): void {
    const line = [program, ...args].map(quoted).join(' ');
    this.say(`\n${promptText(this.#options.person?.name)}${line}`);
    const { status, error, stdout, stderr } = this.#spawn(program, args, this.#options.quiet ? 'pipe' : 'inherit');
    if (status === code) return;
    throw new CommandFailed(`${line} ended with ${error?.message ?? `exit code ${status}`}\n${stderr ?? ''}${stdout ?? ''}`.trimEnd());
  }

  /** What a command prints when nobody looks; undefined when it fails. */
  ask(program: string, ...args: readonly string[]): string | undefined {
    const { status, stdout } = this.#spawn(program, args, 'pipe');
    return status === 0 ? stdout.trim() : undefined;
  }

  #spawn(program: string, args: readonly string[], output: 'pipe' | 'inherit') {
    const [file, all] = program === 'modelkeep' ? [process.execPath, [join(root, 'dist', 'cli.js'), ...args]] : [program, args];
    return spawnSync(file, all, { cwd: this.#options.folder, env: this.#env, stdio: ['ignore', output, output], encoding: 'utf8' });
  }
}

/** The person's own environment, but Git neither in another repository nor with hooks, keys or prompts of theirs. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|OBJECT_DIRECTORY|PREFIX|CONFIG_COUNT|CONFIG_KEY_\d+|CONFIG_VALUE_\d+)$/.test(name));
  const settings = [
    ['commit.gpgSign', 'false'],
    ['core.hooksPath', devNull],
    ['init.defaultBranch', 'main'],
    ['advice.defaultBranchName', 'false'],
  ];
  const asConfig = settings.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${index}`, key], [`GIT_CONFIG_VALUE_${index}`, value]]);
  return { ...Object.fromEntries([...own, ...asConfig]), GIT_CONFIG_COUNT: String(settings.length), GIT_TERMINAL_PROMPT: '0' };
}

function promptText(name: string | undefined): string {
  const plain = !process.stdout.isTTY || (process.env['NO_COLOR'] ?? '') !== '';
  return `${name === undefined ? '' : `${name} `}${plain ? '$' : '\u001b[1m$\u001b[22m'} `;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
