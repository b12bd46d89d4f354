import type { LogEntry } from '../rpc/methods.ts';
import type { Redact } from '../rpc/redact.ts';

/** Where lines of the log go; each is redacted before. */
export interface SidecarLog {
  write(level: LogEntry['level'], message: string): void;
  /** An error with its stack and causes, as far as they are known. */
  failure(level: LogEntry['level'], what: string, error: unknown): void;
}

/** Longest chain of causes that is written. */
const MAX_CAUSES = 5;

/** A log that hands finished entries to `put`. */
export function createSidecarLog(redact: Redact, put: (entry: LogEntry) => void): SidecarLog {
  const write = (level: LogEntry['level'], message: string): void => put({ level, message: redact(message) });
  return { write, failure: (level, what, error) => write(level, `${what}: ${describe(error)}`) };
}

function describe(error: unknown): string {
  const parts: string[] = [];
  for (let at = error; at !== undefined && parts.length < MAX_CAUSES; at = at instanceof Error ? at.cause : undefined) {
    parts.push(at instanceof Error ? (at.stack ?? at.message) : typeof at === 'string' ? at : JSON.stringify(at));
  }
  return parts.join('\ncaused by ');
}

/** A line of stderr: `[warn] message`, line breaks inside the message as ` ⏎ `, so that one entry is one line. */
export function stderrLine(entry: LogEntry): string {
  return `[${entry.level}] ${entry.message.replace(/\r?\n/g, ' ⏎ ')}\n`;
}
