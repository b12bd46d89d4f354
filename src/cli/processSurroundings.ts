import type { OperationsHost } from '../registry/createOperations.ts';
import type { OperationsOptions } from '../registry/operationsOptions.ts';
import type { Surroundings } from './commandLine.ts';
import { interruption } from './interruption.ts';
import { processTerminal } from './processTerminal.ts';

/** What the entry point knows of the program. */
export interface ProgramFacts {
  readonly version: string;
  /** Folder of the bundles. */
  readonly programFolder: string;
}

/** This process as the surroundings of a command line. The registry is loaded and opened on first use. */
export function processSurroundings({ version, programFolder }: ProgramFacts): Surroundings & { dispose(): Promise<void> } {
  const { env } = process;
  const options: OperationsOptions = { programFolder, env, ledger: 'inProcess', sending: 'atEnd' };
  const interrupted = interruption(process);
  let host: Promise<OperationsHost> | undefined;
  return {
    terminal: processTerminal(env),
    version,
    cwd: process.cwd(),
    signal: interrupted.signal,
    operations: () => (host ??= import('../registry/createOperations.ts').then(({ createOperations }) => createOperations(options))),
    projectNotes: async (cwd) => {
      const { projectNotes } = await import('../registry/projectNotes.ts');
      return projectNotes(cwd);
    },
    beginRun: async (at) => {
      const { beginRun } = await import('../registry/runCommand.ts');
      return beginRun(options, at);
    },
    runProgram: async (argv, { cwd, outputToStderr }) => {
      const { runProgram } = await import('./runProgram.ts');
      return interrupted.suspendedWhile(() => runProgram(argv, { cwd, outputToStderr, env }));
    },
    dispose: async () => {
      interrupted.dispose();
      await (await host)?.dispose();
    },
  };
}
