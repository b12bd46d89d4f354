import { RegistryError } from '../../core/errors.ts';
import { foldSegment } from '../../core/fold/foldSegment.ts';
import { encodeSegment } from '../../core/ledger/encodeSegment.ts';
import { NO_HASH } from '../../core/ledger/segmentLines.ts';
import type { EventDraft } from '../../core/model/event.ts';
import { actorOf } from '../../core/operations/actorOf.ts';
import { decideAdmitDevice } from '../../core/operations/admitDevice.ts';
import type { Actor } from '../../core/operations/decision.ts';
import { failpoint } from '../../core/ports/failpoint.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { SegmentLog } from '../../core/ports/segmentLog.ts';
import type { DeviceKey } from '../../core/ports/signer.ts';
import type { Catalogue } from '../../adapters/sqlite/openCatalogue.ts';
import { foldNewSlots, requireSameLog } from './catchUp.ts';

/** Everything that a commit to the ledger works with. */
export interface LedgerParts {
  readonly runtime: Runtime;
  readonly catalogue: Catalogue;
  readonly log: SegmentLog;
  readonly key: () => DeviceKey;
  readonly registry: string;
  /** Claimed time for events, ISO 8601 UTC. */
  readonly time: () => string;
}

/** Where the first event of a decision stands: its position, and its id's device and counter. */
export interface FirstEvent {
  readonly position: number;
  readonly device: string;
  readonly counter: number;
  /** Claimed time of all of them, ISO 8601 UTC. */
  readonly time: string;
}

/** A decision: events to write (none: nothing to do) and what to answer once they are in. */
export interface Decision<T> {
  readonly author: string;
  readonly events: readonly EventDraft[];
  /** The events are folded, to see that they have effect, and taken back. */
  readonly dryRun?: boolean;
  answer(first: FirstEvent): T;
}

/** Decides inside the transaction; asks who acts, by the author's name. */
export type DecideHere<T> = (actor: (author: string) => Actor) => Decision<T>;

/** Thrown inside the transaction when another host took the slot; it is rolled back and begun again. */
class SlotTaken extends Error {}

/** Thrown inside the transaction of a dry run, so that it is rolled back. */
class Rehearsed<T> extends Error {
  readonly answer: T;

  constructor(answer: T) {
    super('a dry run');
    this.answer = answer;
  }
}

/**
 * The commit of `ledger.md` §3.12, in one transaction: catch up with the log, decide, apply, put the segment, commit.
 * The put is the moment of truth: a death before it leaves nothing, a death after it is healed by the next catch-up.
 */
export function commitEvents<T>(parts: LedgerParts, decide: DecideHere<T>): T {
  for (;;) {
    let saved: { readonly answer: T } | undefined;
    try {
      return parts.catalogue.write(() => commitOnce(parts, decide, (answer) => (saved = { answer })));
    } catch (error) {
      // It is in the log. That the database could not follow must not look like a failure; the next catch-up heals it.
      if (saved !== undefined) return saved.answer;
      if (error instanceof Rehearsed) return error.answer as T;
      if (!(error instanceof SlotTaken)) throw error;
    }
  }
}

function commitOnce<T>(parts: LedgerParts, decide: DecideHere<T>, onSaved: (answer: T) => void): T {
  const { runtime, catalogue, log, registry } = parts;
  const { newer } = foldNewSlots(runtime, catalogue, log, registry, Number.POSITIVE_INFINITY);
  if (newer !== undefined) throw newer;
  const head = catalogue.head();
  requireSameLog(runtime, head, log);
  requireOneHistory(catalogue.view.forkedSlot());
  let opened: DeviceKey | undefined;
  const deviceKey = (): DeviceKey => (opened ??= parts.key());
  const decision = decide((author) => actorOf(catalogue.view, deviceKey().device, author));
  const time = parts.time();
  if (decision.events.length === 0) return decision.answer({ position: head.frontier.size, device: '', counter: 0, time });
  const key = deviceKey();
  const admission = decideAdmitDevice(catalogue.view, key, decision.author);
  const device = catalogue.view.deviceHead(key.device);
  const dseq = Math.max(key.counter, device?.counter ?? 0) + 1;
  const events = [...admission, ...decision.events];
  const place = { registry, slot: head.next, prev: head.hash, frontier: head.frontier, rules: head.rules, dprev: device?.hash ?? NO_HASH, dseq, time };
  const bytes = encodeSegment(runtime, key, place, events);
  const folded = foldSegment(runtime, catalogue.view, catalogue.writer, registry, head, bytes);
  requireEffect(folded);
  const answer = decision.answer({ position: head.frontier.size + admission.length, device: key.device, counter: dseq + admission.length, time });
  if (decision.dryRun === true) throw new Rehearsed(answer);
  key.advance(dseq + events.length - 1);
  failpoint('ledger.beforePut');
  if (log.put(head.next, bytes) === 'exists') throw new SlotTaken();
  onSaved(answer);
  failpoint('ledger.afterPut');
  return answer;
}

/** New events after damage would make it impossible to bring the old ones back. */
function requireOneHistory(forked: number | undefined): void {
  if (forked === undefined) return;
  throw new RegistryError('ledger.invalid', `Slot ${forked} of the ledger is damaged: a member signed it, but it does not continue the log.`, {
    hint: 'Nothing was written. Bring the log folder back from a backup, then run modelkeep rebuild.',
    details: { slot: forked },
  });
}

function requireEffect(folded: { readonly void?: string; readonly rejected: readonly { readonly reason: string }[] }): void {
  const reason = folded.void ?? folded.rejected[0]?.reason;
  if (reason === undefined) return;
  throw new RegistryError('policy.refused', `This would have no effect: ${reason.replace(/\.$/, '')}.`, { hint: 'Nothing was written.' });
}
