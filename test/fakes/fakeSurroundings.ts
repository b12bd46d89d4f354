import type { OperationName, OperationParams, OperationResult, OperationRunner } from '../../src/core/operations/operations.ts';
import type { OperationContext } from '../../src/core/operations/operations.ts';
import type { RunSession, Surroundings } from '../../src/cli/commandLine.ts';
import type { Facts } from '../../src/cli/render/layout.ts';

/** Answers of a fake registry by operation; what is missing fails the test that calls it. */
export type FakeAnswers = {
  readonly [N in OperationName]?: (params: OperationParams<N>, context: OperationContext | undefined) => OperationResult<N> | Promise<OperationResult<N>>;
};

/** One call of an operation. */
export interface FakeCall {
  readonly name: OperationName;
  readonly params: object;
}

/** A runner with ready answers that notes every call. */
export function fakeOperations(answers: FakeAnswers): OperationRunner & { readonly calls: readonly FakeCall[] } {
  const calls: FakeCall[] = [];
  return {
    calls,
    run: async (name, params, context) => {
      calls.push({ name, params });
      const answer = answers[name];
      if (answer === undefined) throw new Error(`the test gave no answer for ${name}`);
      return answer(params, context);
    },
  };
}

/** What a test says of the surroundings; the rest is a pipe without colour, and a program that ends with 0. */
export interface FakeSurroundingsOptions {
  readonly answers?: FakeAnswers;
  readonly facts?: Partial<Facts>;
  readonly tty?: boolean;
  readonly cwd?: string;
  readonly typed?: readonly string[];
  readonly commits?: Awaited<ReturnType<RunSession['finish']>>;
  readonly exitCode?: number;
  readonly projectNotes?: readonly string[];
}

/** A terminal in memory around a fake registry. */
export interface FakeSurroundings extends Surroundings {
  readonly calls: readonly FakeCall[];
  readonly questions: readonly string[];
  /** Sessions that were ended without a commit. */
  readonly disposed: readonly string[];
  readonly ran: readonly { readonly argv: readonly string[]; readonly cwd: string; readonly outputToStderr: boolean }[];
  readonly abort: () => void;
  readonly out: () => string;
  readonly err: () => string;
}

/** The time at which fake terminals stand still: 2026-11-22 17:02 UTC. */
export const FAKE_NOW = Date.UTC(2026, 10, 22, 17, 2);

export function fakeSurroundings(options: FakeSurroundingsOptions = {}): FakeSurroundings {
  const written = { out: '', err: '' };
  const typed = [...(options.typed ?? [])];
  const questions: string[] = [];
  const disposed: string[] = [];
  const ran: { argv: readonly string[]; cwd: string; outputToStderr: boolean }[] = [];
  const operations = fakeOperations(options.answers ?? {});
  const controller = new AbortController();
  const output = (name: 'out' | 'err'): Surroundings['terminal']['out'] => ({
    tty: options.tty ?? false,
    facts: () => ({ width: 80, colour: false, now: FAKE_NOW, ...options.facts }),
    write: (text) => {
      written[name] += text;
    },
  });
  const ask = async (question: string): Promise<string> => {
    questions.push(question);
    return typed.shift() ?? '';
  };
  return {
    terminal: { out: output('out'), err: output('err'), ...(options.typed === undefined ? {} : { ask }) },
    version: '1.2.3',
    cwd: options.cwd ?? '/project',
    signal: controller.signal,
    operations: async () => operations,
    projectNotes: async () => options.projectNotes ?? [],
    beginRun: async () => ({
      finish: async () => options.commits ?? [],
      dispose: async () => {
        disposed.push('run');
      },
    }),
    runProgram: async (argv, { cwd, outputToStderr }) => {
      ran.push({ argv, cwd, outputToStderr });
      return options.exitCode ?? 0;
    },
    calls: operations.calls,
    questions,
    disposed,
    ran,
    abort: () => controller.abort(),
    out: () => written.out,
    err: () => written.err,
  };
}
