import type { OperationContext, OperationName, OperationParams, OperationResult, OperationRunner } from '../core/operations/operations.ts';
import type { Facts } from './render/layout.ts';
import type { Terminal } from './terminal.ts';

/** A command that `modelkeep run` watches: begun before it starts, finished when it has ended well. */
export interface RunSession {
  finish(request: { readonly model?: string; readonly message?: string; readonly branch?: string }, operation?: OperationContext): Promise<readonly OperationResult<'commitVersion'>[]>;
  /** Ends it without a commit. */
  dispose(): Promise<void>;
}

/** What the program is run with: everything outside of it that a command touches. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly version: string;
  readonly cwd: string;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Opens the operations; loaded on first use, so that help and version cost nothing. */
  operations(): Promise<OperationRunner>;
  /** What is worth a word about the project file of a folder. */
  projectNotes(cwd: string): Promise<readonly string[]>;
  /** Records command and code as they are before a command starts; refuses when declared inputs of the model are not there. */
  beginRun(at: { readonly cwd: string; readonly argv: readonly string[]; readonly model?: string; readonly branch?: string }): Promise<RunSession>;
  /** Runs a program with this terminal; answers its exit code, 128 + signal included. While it runs, Ctrl-C is its own. */
  runProgram(argv: readonly string[], options: { readonly cwd: string; readonly outputToStderr: boolean }): Promise<number>;
}

/** Params of an operation without the folder, which the invocation knows. */
export type ParamsHere<N extends OperationName> = Omit<OperationParams<N>, 'cwd'>;

/** One command as it was invoked: its global options, and the ways to run operations and to answer. */
export interface Invocation extends Surroundings {
  readonly json: boolean;
  /** Runs an operation in the folder of `-C`, with a progress bar on a terminal. */
  run<N extends OperationName>(name: N, params: ParamsHere<N>): Promise<OperationResult<N>>;
  /** Does long work with a progress bar on a terminal; Ctrl-C aborts its signal. */
  watch<T>(work: (context: OperationContext) => Promise<T>): Promise<T>;
  /** Answers with a JSON document or a text, whichever was asked for. */
  answer(document: object, text: (facts: Facts) => string): void;
  /** Sentences for the person, beside the answer: on stderr. */
  note(messages: readonly string[]): void;
}

/** Wraps a command's body into a commander action: reads the global options, runs it, keeps the exit code it answers. */
export type Perform = <A extends readonly unknown[]>(body: (cli: Invocation, ...args: A) => Promise<number | void>) => (...args: A) => Promise<void>;
