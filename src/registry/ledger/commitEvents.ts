import { RegistryError } from '../../core/errors.ts';
import { foldSegment } from '../../core/fold/foldSegment.ts';
import { encodeSegment } from '../../core/ledger/encodeSegment.ts';
import { NO_HASH } from '../../core/ledger/segmentLines.ts';
import type { EventDraft } from '../../core/model/event.ts';
import { decideAdmitDevice } from '../../core/operations/admitDevice.ts';
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

/** A decision: events to write (none: nothing to do) and what to answer once they are in. */
export interface Decision<T> {
  readonly author: string;
  readonly events: readonly EventDraft[];
  answer(firstPosition: number, time: string): T;
}

/** Thrown inside the transaction when another host took the slot; it is rolled back and begun again. */
class SlotTaken extends Error {}

/**
 * The commit of `ledger.md` §3.12, in one transaction: catch up with the log, decide, apply, put the segment, commit.
 * The put is the moment of truth: a death before it leaves nothing, a death after it is healed by the next catch-up.
 */
export function commitEvents<T>(parts: LedgerParts, decide: () => Decision<T>): T {
  for (;;) {
    let saved: { readonly answer: T } | undefined;
    try {
      return parts.catalogue.write(() => commitOnce(parts, decide, (answer) => (saved = { answer })));
    } catch (error) {
      // It is in the log. That the database could not follow must not look like a failure; the next catch-up heals it.
      if (saved !== undefined) return saved.answer;
      if (!(error instanceof SlotTaken)) throw error;
    }
  }
}

function commitOnce<T>(parts: LedgerParts, decide: () => Decision<T>, onSaved: (answer: T) => void): T {
  const { runtime, catalogue, log, registry } = parts;
  const { newer } = foldNewSlots(runtime, catalogue, log, registry, Number.POSITIVE_INFINITY);
  if (newer !== undefined) throw newer;
  const head = catalogue.head();
  requireSameLog(runtime, head, log);
  requireOneHistory(catalogue.view.forkedSlot());
  const decision = decide();
  const time = parts.time();
  if (decision.events.length === 0) return decision.answer(head.frontier.size, time);
  const key = parts.key();
  const admission = decideAdmitDevice(catalogue.view, key, decision.author);
  const device = catalogue.view.deviceHead(key.device);
  const dseq = Math.max(key.counter, device?.counter ?? 0) + 1;
  const events = [...admission, ...decision.events];
  const place = { registry, slot: head.next, prev: head.hash, frontier: head.frontier, rules: head.rules, dprev: device?.hash ?? NO_HASH, dseq, time };
  const bytes = encodeSegment(runtime, key, place, events);
  const folded = foldSegment(runtime, catalogue.view, catalogue.writer, registry, head, bytes);
  requireEffect(folded);
  key.advance(dseq + events.length - 1);
  failpoint('ledger.beforePut');
  if (log.put(head.next, bytes) === 'exists') throw new SlotTaken();
  const answer = decision.answer(head.frontier.size + admission.length, time);
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
  throw new RegistryError('internal', `The ledger would not accept this: ${reason}.`, { hint: 'Nothing was written. Please report this with the log of Modelkeep.' });
}
