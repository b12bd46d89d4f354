import { RegistryError } from '../../core/errors.ts';
import { foldSegment, type FoldedSegment } from '../../core/fold/foldSegment.ts';
import type { LedgerHead } from '../../core/fold/ledgerHead.ts';
import { failpoint } from '../../core/ports/failpoint.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { SegmentLog } from '../../core/ports/segmentLog.ts';
import { toHex } from '../../core/text/encodings.ts';
import type { Catalogue } from '../../adapters/sqlite/openCatalogue.ts';

/** Segments folded in one transaction while catching up: bounds how long others wait for the lock. */
const SLOTS_PER_TRANSACTION = 200;

/** What catching up met on its way. */
export interface CaughtUp {
  readonly folded: number;
  /** Slots without effect. */
  readonly void: readonly { readonly slot: number; readonly reason: string }[];
  /** Set when the next slot was written by a newer program: what lies before it can be read, nothing can be written. */
  readonly newer?: RegistryError;
}

/** Folds at most `limit` new slots; the caller holds the write transaction. */
export function foldNewSlots(runtime: Runtime, catalogue: Catalogue, log: SegmentLog, registry: string, limit: number): CaughtUp {
  const { view, writer } = catalogue.folding();
  let head = catalogue.head();
  const empty: { slot: number; reason: string }[] = [];
  let folded = 0;
  while (folded < limit) {
    const bytes = log.read(head.next);
    if (bytes === undefined) break;
    failpoint('ledger.beforeFold');
    const result = foldKnown(() => foldSegment(runtime, view, writer, head.next === 0 ? undefined : registry, head, bytes));
    if (result instanceof RegistryError) return { folded, void: empty, newer: result };
    if (head.next === 0) requireRegistry(catalogue, registry);
    if (result.void !== undefined) empty.push({ slot: head.next, reason: result.void });
    head = result.head;
    folded += 1;
    failpoint('ledger.afterFold');
  }
  return { folded, void: empty };
}

/** The error of a segment that this program is too old for; it is thrown before the first write. */
function foldKnown(fold: () => FoldedSegment): FoldedSegment | RegistryError {
  try {
    return fold();
  } catch (error) {
    if (RegistryError.is(error, 'registry.newer')) return error;
    throw error;
  }
}

/** Folds every new slot, in transactions of bounded length. */
export function catchUp(runtime: Runtime, catalogue: Catalogue, log: SegmentLog, registry: string): CaughtUp {
  const all: { slot: number; reason: string }[] = [];
  let folded = 0;
  for (let more = true; more; ) {
    const part = catalogue.write(() => foldNewSlots(runtime, catalogue, log, registry, SLOTS_PER_TRANSACTION));
    all.push(...part.void);
    folded += part.folded;
    if (part.newer !== undefined) return { folded, void: all, newer: part.newer };
    more = part.folded === SLOTS_PER_TRANSACTION;
  }
  return { folded, void: all };
}

function requireRegistry(catalogue: Catalogue, registry: string): void {
  const found = catalogue.view.registry()?.id;
  if (found === registry) return;
  throw new RegistryError('ledger.invalid', `The ledger here begins registry ${found ?? 'nothing'}, but modelkeep.json pins ${registry}.`, {
    hint: 'The ledger was replaced or its first segment was changed. Bring back the right folder from a backup.',
  });
}

/**
 * Checks that the log still holds what was folded from it, at its head.
 * @throws RegistryError ledger.changed
 */
export function requireSameLog(runtime: Runtime, head: LedgerHead, log: SegmentLog): void {
  if (head.next === 0) return;
  const slot = head.next - 1;
  const bytes = log.read(slot);
  const hash = bytes === undefined ? undefined : toHex(runtime.sha256(bytes));
  if (hash === head.hash) return;
  const what = bytes === undefined ? 'is missing' : 'has other bytes';
  throw new RegistryError('ledger.changed', `The ledger was changed under us: slot ${slot} ${what}.`, {
    hint: 'Nothing was written. Run modelkeep verify, and bring the log folder back from a backup.',
    details: { slot },
  });
}

/**
 * Checks that no slot is missing in the middle: a new segment must never be put before old ones that lie further on.
 * @throws RegistryError ledger.gap
 */
export function requireNoGap(head: LedgerHead, log: SegmentLog): void {
  const last = log.last();
  if (last < head.next) return;
  throw new RegistryError('ledger.gap', `The ledger has a gap: slot ${head.next} is missing, but slot ${last} is there.`, {
    hint: 'Nothing was written. Bring the missing file back from a backup, then run modelkeep rebuild.',
    details: { slot: head.next, last },
  });
}
