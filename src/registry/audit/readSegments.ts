import { RegistryError } from '../../core/errors.ts';
import type { SegmentRow } from '../../core/model/rows.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { toHex } from '../../core/text/encodings.ts';
import { nodeRuntime } from '../../adapters/keys/nodeRuntime.ts';
import { folderLog } from '../../adapters/log/folderLog.ts';
import type { OpenRegistry } from '../openRegistry.ts';

/** A slot as it was folded, with its bytes. */
export interface ReadSegment {
  readonly row: SegmentRow;
  readonly bytes: Uint8Array;
}

const PAGE = 100;

/**
 * Every slot that was folded before the call, in order; their bytes are checked against what was folded.
 * @throws RegistryError ledger.changed, cancelled
 */
export async function* readSegments({ ledger, logFolder }: Pick<OpenRegistry, 'ledger' | 'logFolder'>, signal?: CancelSignal): AsyncGenerator<ReadSegment> {
  const log = folderLog(logFolder);
  const { slots } = await ledger.call('state', undefined);
  for (let from = 0; from < slots; from += PAGE) {
    if (signal?.aborted === true) throw new RegistryError('cancelled', 'Cancelled.');
    for (const row of await ledger.read('segments', from, Math.min(PAGE, slots - from))) {
      const bytes = log.read(row.slot);
      if (bytes !== undefined && toHex(nodeRuntime.sha256(bytes)) === row.hash) yield { row, bytes };
      else throw new RegistryError('ledger.changed', `Slot ${row.slot} of the ledger ${bytes === undefined ? 'is missing' : 'has other bytes than those that were folded'}.`, { hint: 'Run modelkeep verify, and bring the log folder back from a backup.', details: { slot: row.slot } });
    }
  }
}

const NEWLINE = 0x0a;
const EVENT = Buffer.from('{"body":');

/** Lines of a segment that was folded, without their ends. */
export function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

/** Whether a line of a segment that was folded is an event: canonical JSON puts its body first. */
export function isEventLine(line: Uint8Array): boolean {
  return EVENT.every((byte, i) => line[i] === byte);
}
