import type { AuditEvent } from '../../src/core/audit/auditEvent.ts';

/** Events that came so far, newest first; more are asked for when the end comes near. */
export class EventList {
  readonly #ask: (list: number, after: string | undefined) => void;
  #events: AuditEvent[] = [];
  #next: string | undefined;
  #list = 0;
  #waiting = false;

  constructor(ask: (list: number, after: string | undefined) => void) {
    this.#ask = ask;
  }

  /** Rows of the grid; one more than there are events while more may come. */
  get count(): number {
    return this.#events.length + (this.#next === undefined ? 0 : 1);
  }

  at(index: number): AuditEvent | undefined {
    return this.#events[index];
  }

  /** Where the event of a position is; -1 when it has not come. */
  indexOf(position: number): number {
    return this.#events.findIndex((event) => event.position === position);
  }

  /** Starts another list, from the newest event or from a position back; what was asked for the former one is not heard any more. */
  restart(from?: number): void {
    this.#list += 1;
    this.#events = [];
    this.#next = undefined;
    this.#waiting = true;
    this.#ask(this.#list, from === undefined ? undefined : String(from + 1));
  }

  /** Rows up to `last` come into view. */
  reach(last: number): void {
    if (this.#waiting || this.#next === undefined || last < this.#events.length) return;
    this.#waiting = true;
    this.#ask(this.#list, this.#next);
  }

  /** Takes a page; false for one of a former list. */
  take(list: number, events: readonly AuditEvent[], next: string | undefined): boolean {
    if (list !== this.#list) return false;
    this.#waiting = false;
    for (const event of events) this.#events.push(event);
    this.#next = next;
    return true;
  }
}
