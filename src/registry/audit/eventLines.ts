import type { EventRow, SegmentRow } from '../../core/model/rows.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { SegmentLog } from '../../core/ports/segmentLog.ts';
import { toHex } from '../../core/text/encodings.ts';

/** An event's line as it lies in the log; empty when the log has lost it. */
export interface FoundLine {
  readonly raw: string;
  /** The segment's bytes are those that were folded. */
  readonly unchanged: boolean;
}

/** What every event's line ends with: canonical JSON puts the body first, so nothing in it can look like this. */
const ENDING = /"id":"(d_[a-z2-7]{16}\.[0-9]{1,16})","k":"ev","t":"[^"]{24}","type":"[^"]{1,64}","v":1\}$/;
const LONGEST_ENDING = 200;
const NEWLINE = 0x0a;
/** Lines of one segment that are searched for one by one; for more it is read through once. */
const SEARCHES = 8;

type Place = readonly [start: number, end: number];

/** Finds lines of events in the log, a segment at a time: rows of one slot should come one after another. */
export class EventLines {
  readonly #runtime: Runtime;
  readonly #log: SegmentLog;
  readonly #segment: (slot: number) => SegmentRow | undefined;
  #slot = -1;
  #bytes: Buffer = Buffer.alloc(0);
  #unchanged = false;
  #places: ReadonlyMap<string, Place> | undefined;
  #asked = 0;

  constructor(runtime: Runtime, log: SegmentLog, segment: (slot: number) => SegmentRow | undefined) {
    this.#runtime = runtime;
    this.#log = log;
    this.#segment = segment;
  }

  find({ slot, device, counter }: EventRow): FoundLine {
    if (slot !== this.#slot) this.#read(slot);
    const id = `${device}.${counter}`;
    const place = this.#asked++ < SEARCHES ? this.#search(id) : (this.#places ??= this.#index()).get(id);
    return { raw: place === undefined ? '' : this.#bytes.toString('utf8', ...place), unchanged: this.#unchanged && place !== undefined };
  }

  #read(slot: number): void {
    const bytes = this.#log.read(slot) ?? new Uint8Array(0);
    this.#slot = slot;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#unchanged = toHex(this.#runtime.sha256(bytes)) === this.#segment(slot)?.hash;
    this.#places = undefined;
    this.#asked = 0;
  }

  #search(id: string): Place | undefined {
    const wanted = `"id":"${id}","k":"ev"`;
    for (let at = this.#bytes.indexOf(wanted); at >= 0; at = this.#bytes.indexOf(wanted, at + 1)) {
      const start = this.#bytes.lastIndexOf(NEWLINE, at) + 1;
      const end = this.#endOf(at);
      if (this.#idOf(start, end) === id) return [start, end];
    }
    return undefined;
  }

  #index(): ReadonlyMap<string, Place> {
    const places = new Map<string, Place>();
    for (let start = 0; start < this.#bytes.length; ) {
      const end = this.#endOf(start);
      const id = this.#idOf(start, end);
      if (id !== undefined) places.set(id, [start, end]);
      start = end + 1;
    }
    return places;
  }

  #endOf(start: number): number {
    const newline = this.#bytes.indexOf(NEWLINE, start);
    return newline < 0 ? this.#bytes.length : newline;
  }

  #idOf(start: number, end: number): string | undefined {
    return ENDING.exec(this.#bytes.toString('latin1', Math.max(start, end - LONGEST_ENDING), end))?.[1];
  }
}
