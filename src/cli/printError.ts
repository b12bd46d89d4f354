import { inertText } from '../core/text/inertText.ts';
import { EXIT_CODES } from './exitCodes.ts';
import { jsonText } from './jsonText.ts';
import { errorText } from './render/errorText.ts';
import type { Terminal } from './terminal.ts';
import { toRegistryError } from './toRegistryError.ts';

/** Tells an error, as JSON on stdout or in up to three lines on stderr; answers the exit code. */
export function printError(thrown: unknown, terminal: Terminal, mode: { readonly json: boolean; readonly verbose: boolean; readonly help: string }): number {
  const error = toRegistryError(thrown, mode.help);
  if (mode.json) terminal.out.write(jsonText({ error: error.toJSON() }));
  else terminal.err.write(errorText(error, terminal.err.facts()));
  if (mode.verbose) terminal.err.write(`${inertText(stackOf(error), 'lines')}\n`);
  return EXIT_CODES[error.code];
}

function stackOf(error: Error): string {
  const own = error.stack ?? String(error);
  return error.cause instanceof Error ? `${own}\ncaused by ${stackOf(error.cause)}` : own;
}
