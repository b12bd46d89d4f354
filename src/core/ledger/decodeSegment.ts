import type { Shape } from '../model/shape.ts';
import type { Runtime } from '../ports/runtime.ts';
import { parseCanonicalJson } from '../text/canonicalJson.ts';
import {
  BATCH_SHAPE,
  END_SHAPE,
  EVENT_SHAPE,
  MAX_LINE_BYTES,
  MAX_SEGMENT_BYTES,
  MAX_SEGMENT_EVENTS,
  SEGMENT_SHAPE,
  type BatchHeader,
  type EndLine,
  type EventLine,
  type SegmentHeader,
} from './segmentLines.ts';

/** A batch with its events; `lineBytes` and each event's `bytes` are as received: hashes are taken over them. */
export interface DecodedBatch {
  readonly header: BatchHeader;
  readonly lineBytes: Uint8Array;
  readonly events: readonly { readonly line: EventLine; readonly bytes: Uint8Array }[];
}

/** A segment whose lines are canonical and in order; nothing is said yet about chain, roots or signatures. */
export interface DecodedSegment {
  readonly header: SegmentHeader;
  readonly batches: readonly DecodedBatch[];
  readonly note: string;
}

const NEWLINE = 0x0a;

/**
 * Reads the lines of a segment strictly (`ledger.md` §3.2, 3.3). Never throws.
 * @returns the segment, or the reason why the bytes are not one
 */
export function decodeSegment(runtime: Runtime, bytes: Uint8Array): DecodedSegment | { readonly invalid: string } {
  if (bytes.length > MAX_SEGMENT_BYTES) return { invalid: 'larger than 4 MiB' };
  const lines = splitLines(bytes);
  if (lines === undefined) return { invalid: 'a line is too long, empty or not ended' };
  if (lines.length < 4 || lines.length > 2 * MAX_SEGMENT_EVENTS + 2) return { invalid: 'wrong number of lines' };
  const header = read<SegmentHeader>(runtime, lines[0], SEGMENT_SHAPE);
  const end = read<EndLine>(runtime, lines.at(-1), END_SHAPE);
  if ('invalid' in header) return { invalid: `line 1: ${header.invalid}` };
  if ('invalid' in end) return { invalid: `line ${lines.length}: ${end.invalid}` };
  const batches = readBatches(runtime, lines);
  if ('invalid' in batches) return batches;
  const count = batches.batches.reduce((sum, batch) => sum + batch.events.length, 0);
  if (count !== header.n) return { invalid: `header says ${header.n} events, there are ${count}` };
  return { header, batches: batches.batches, note: end.note };
}

function readBatches(runtime: Runtime, lines: readonly Uint8Array[]): { batches: DecodedBatch[] } | { invalid: string } {
  const batches: DecodedBatch[] = [];
  for (let at = 1; at < lines.length - 1; ) {
    const lineBytes = lines[at] as Uint8Array;
    const header = read<BatchHeader>(runtime, lineBytes, BATCH_SHAPE);
    if ('invalid' in header) return { invalid: `line ${at + 1}: ${header.invalid}` };
    if (at + 1 + header.n > lines.length - 1) return { invalid: `line ${at + 1}: the batch is cut off` };
    const events: { line: EventLine; bytes: Uint8Array }[] = [];
    for (let i = at + 1; i <= at + header.n; i++) {
      const event = readEvent(runtime, lines[i] as Uint8Array, header, events.at(-1)?.line);
      if ('invalid' in event) return { invalid: `line ${i + 1}: ${event.invalid}` };
      events.push({ line: event, bytes: lines[i] as Uint8Array });
    }
    batches.push({ header, lineBytes, events });
    at += 1 + header.n;
  }
  return { batches };
}

function readEvent(runtime: Runtime, bytes: Uint8Array, batch: BatchHeader, before: EventLine | undefined): EventLine | { invalid: string } {
  const event = read<EventLine>(runtime, bytes, EVENT_SHAPE);
  if ('invalid' in event) return event;
  const [device, counter] = event.id.split('.');
  const least = before === undefined ? batch.dseq : Number(before.id.split('.')[1]) + 1;
  if (device !== batch.dev) return { invalid: 'the event is of another device than its batch' };
  const right = before === undefined ? Number(counter) === least : Number(counter) >= least;
  return right ? event : { invalid: 'the event counter is out of order' };
}

function read<T extends object>(runtime: Runtime, bytes: Uint8Array | undefined, shape: Shape): T | { invalid: string } {
  const text = bytes === undefined ? undefined : runtime.decode(bytes);
  const value = text === undefined ? undefined : parseCanonicalJson(text);
  if (value === undefined) return { invalid: 'not canonical JSON' };
  const misfit = shape(value, 'line');
  return misfit === undefined ? (value as T) : { invalid: misfit };
}

/** Lines without their newline; undefined when one is empty or too long or the last is not ended. */
function splitLines(bytes: Uint8Array): Uint8Array[] | undefined {
  const lines: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0 || end === start || end - start > MAX_LINE_BYTES) return undefined;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}
