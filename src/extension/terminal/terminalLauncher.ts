import { batchQuote, shellQuote } from './shellQuote.ts';

/** The program that a launcher starts. */
export interface LauncherProgram {
  /** The editor's own runtime: `process.execPath`. */
  readonly runtime: string;
  /** `dist/cli.js`. */
  readonly script: string;
}

/** `modelkeep` for the integrated terminal, for a POSIX shell: the editor's own runtime, wherever it is since the last update. */
export function terminalLauncher({ runtime, script }: LauncherProgram): string {
  return `#!/bin/sh\n# Written by Modelkeep at each start of the editor.\nELECTRON_RUN_AS_NODE=1\nexport ELECTRON_RUN_AS_NODE\nexec ${shellQuote(runtime)} ${shellQuote(script)} "$@"\n`;
}

/** The same as a batch file. */
export function batchLauncher({ runtime, script }: LauncherProgram): string {
  return `@echo off\r\nrem Written by Modelkeep.\r\nsetlocal\r\nset ELECTRON_RUN_AS_NODE=1\r\n${batchQuote(runtime)} ${batchQuote(script)} %*\r\n`;
}
