import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** One movement of HEAD. */
export interface HeadMove {
  readonly from: string;
  readonly to: string;
  /** Seconds since the epoch. */
  readonly at: number;
  readonly message: string;
}

/** Where HEAD was at some moment. */
export interface HeadThen {
  readonly commit: string;
  /** Branch or commit that was checked out, as the reflog names it; absent where it does not tell. */
  readonly checkout?: string;
}

const TAIL_LIMIT = 4 * 1024 * 1024;
const LINE = /^([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) [^\t]*?> (\d{1,12}) [+-]\d{4}(?:\t(.*))?$/;
const CHECKOUT = /^checkout: moving from (\S+) to (\S+)$/;

/** Reads the newest 4 MiB of this work tree's HEAD reflog, oldest move first; empty when there is none. */
export async function readHeadReflog(gitDirectory: string): Promise<readonly HeadMove[]> {
  const handle = await open(join(gitDirectory, 'logs', 'HEAD'), 'r').catch(() => undefined);
  if (handle === undefined) return [];
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - TAIL_LIMIT);
    const buffer = Buffer.alloc(Math.min(size, TAIL_LIMIT));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
    const lines = buffer.toString('latin1', 0, bytesRead).split('\n');
    return parseHeadReflog(start > 0 ? lines.slice(1) : lines);
  } catch {
    return [];
  } finally {
    await handle.close();
  }
}

/** Parses lines of a reflog; what is malformed is passed over. */
export function parseHeadReflog(lines: readonly string[]): readonly HeadMove[] {
  const moves: HeadMove[] = [];
  for (const line of lines) {
    const [, from, to, at, message] = LINE.exec(line) ?? [];
    if (from !== undefined && to !== undefined) moves.push({ from, to, at: Number(at), message: Buffer.from(message ?? '', 'latin1').toString('utf8') });
  }
  return moves;
}

/**
 * Where HEAD was at `ms` (milliseconds since the epoch), or undefined when the reflog does not reach back that far.
 * A move in the same second counts as before: committing and then training is the usual order.
 */
export function headAt(moves: readonly HeadMove[], ms: number): HeadThen | undefined {
  const second = Math.floor(ms / 1000);
  const last = moves.findLastIndex((move) => move.at <= second);
  const move = moves[last];
  if (move === undefined || /^0+$/.test(move.to)) return undefined;
  const before = moves.slice(0, last + 1).findLast((entry) => CHECKOUT.test(entry.message));
  const after = moves.slice(last + 1).find((entry) => CHECKOUT.test(entry.message));
  const checkout = before === undefined ? CHECKOUT.exec(after?.message ?? '')?.[1] : CHECKOUT.exec(before.message)?.[2];
  return { commit: move.to, ...(checkout === undefined ? {} : { checkout }) };
}
