import type { WriteStream } from 'node:tty';
import type { Output, Terminal } from './terminal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a stream gets colour: NO_COLOR before FORCE_COLOR, else when it is a terminal that is not dumb. */
export function wantsColour(tty: boolean, env: Environment): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = env as { NO_COLOR?: string; FORCE_COLOR?: string; TERM?: string };
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return tty && term !== 'dumb';
}

const NARROWEST = 20;
const USUAL = 80;

/** Columns of a stream: the terminal's (80 where it does not know); else COLUMNS; else without end, since what goes into a pipe must not be cut. */
export function columnsOf(stream: { readonly columns?: number | undefined }, env: Environment): number {
  const given = Number(env['COLUMNS']);
  if (stream.columns !== undefined) return stream.columns >= NARROWEST ? stream.columns : USUAL;
  return Number.isInteger(given) && given >= NARROWEST ? given : Infinity;
}

/** The terminal of this process. A reader that goes away (`| head`) ends the output, not the command. */
export function processTerminal(env: Environment): Terminal {
  const asks = process.stdin.isTTY && process.stderr.isTTY;
  return {
    out: outputOf(process.stdout, env),
    err: outputOf(process.stderr, env),
    ...(asks ? { ask } : {}),
  };
}

function outputOf(stream: WriteStream, env: Environment): Output {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    if (error.code === 'EPIPE' || error.code === 'EIO') return;
    // A full disk behind the redirection: what was asked for is not there, and the exit code must say so.
    process.once('exit', () => (process.exitCode = 4));
  });
  const tty = Boolean(stream.isTTY); // undefined for a pipe, whatever its type says
  return {
    tty,
    facts: () => ({ width: columnsOf(stream, env), colour: wantsColour(tty, env), now: Date.now() }),
    write: (text) => {
      if (!closed) stream.write(text);
    },
  };
}

async function ask(question: string, signal: AbortSignal): Promise<string> {
  const { createInterface } = await import('node:readline/promises'); // most commands never ask
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // readline takes the terminal's Ctrl-C for itself
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await lines.question(question, { signal });
  } finally {
    lines.close();
  }
}
