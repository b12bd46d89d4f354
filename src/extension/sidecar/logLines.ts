import type { LogEntry } from '../../rpc/methods.ts';

/** The part of the editor's log channel that is written to. */
export type SidecarLogger = { readonly [L in LogEntry['level']]: (message: string) => void };

/** Longest line that is kept together. */
const MAX_LINE = 32_768;
const LEVELS: readonly LogEntry['level'][] = ['trace', 'debug', 'info', 'warn', 'error'];

/** Writes what a sidecar says on stderr into the log: `[level] message`, anything else as a warning. Bounded. */
export function logLines(stream: NodeJS.ReadableStream, logger: SidecarLogger): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const line of lines) writeLine(line, logger);
  });
  stream.on('end', () => writeLine(rest, logger));
}

function writeLine(line: string, logger: SidecarLogger): void {
  const said = line.slice(0, MAX_LINE).trimEnd();
  if (said === '') return;
  const level = LEVELS.find((one) => said.startsWith(`[${one}] `));
  if (level === undefined) logger.warn(`sidecar: ${said}`);
  else logger[level](said.slice(level.length + 3));
}
