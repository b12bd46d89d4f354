import type { ByteProgress } from '../../core/ports/objectStore.ts';
import { formatBytes, formatBytesOf } from '../../core/text/quantities.ts';
import { displayWidth } from './displayWidth.ts';
import type { Facts } from './layout.ts';
import { look, paint } from './paint.ts';

const LONGEST_BAR = 28;
const SHORTEST_BAR = 6;

/** One line of progress: phase, bytes, bar and rate; shorter than the terminal, so that it can be drawn over itself. */
export function progressText(progress: ByteProgress, bytesPerSecond: number | undefined, facts: Facts): string {
  const { phase, bytes, total } = progress;
  const amount = total === 0 ? (bytes === 0 ? '' : formatBytes(bytes)) : bytes >= total ? formatBytes(total) : formatBytesOf(bytes, total);
  const rate = bytesPerSecond === undefined ? '' : `${formatBytes(bytesPerSecond)}/s`;
  const left = `  ${phase.padEnd(9)}  ${amount}`;
  const room = facts.width - 1 - displayWidth(left) - displayWidth(rate) - 3;
  const bar = room < SHORTEST_BAR || total === 0 ? '' : ` ${barText(bytes / total, Math.min(LONGEST_BAR, room), facts)}`;
  return `${left}${bar}${rate === '' ? '' : `  ${rate}`}`.trimEnd();
}

function barText(share: number, width: number, facts: Facts): string {
  const done = Math.round(Math.max(0, Math.min(1, share)) * width);
  return paint(look('accent', '━'.repeat(done)), facts.colour) + paint(look('dim', '─'.repeat(width - done)), facts.colour);
}
