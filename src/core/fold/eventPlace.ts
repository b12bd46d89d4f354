import type { EventBodies, EventType } from '../model/event.ts';
import type { Change, MemberRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Runtime } from '../ports/runtime.ts';

/** Where an event stands in the ledger and who wrote it. */
export interface EventPlace {
  readonly position: number;
  readonly device: string;
  /** The member whose device it is at this point; undefined for a stranger's. */
  readonly actor: MemberRow | undefined;
  /** The event's id, device id and counter. */
  readonly id: string;
  /** Claimed time, ISO 8601. */
  readonly time: string;
  /** Id of the registry; only in genesis, whose own bytes define it. */
  readonly genesisId?: string;
}

export type Applied = { readonly changes: readonly Change[] } | { readonly rejected: string };

/** Everything that the fold of one event may look at. */
export interface FoldContext {
  readonly runtime: Runtime;
  readonly view: CatalogueView;
  readonly place: EventPlace;
}

/** Folds events of one type. */
export type Apply<T extends EventType> = (context: FoldContext, body: EventBodies[T]) => Applied;

/** The folds of some event types, by type. */
export type Appliers<T extends EventType> = { readonly [K in T]: Apply<K> };

/** The roles of who wrote the event. */
export function rolesOf(place: EventPlace): readonly string[] {
  return place.actor?.roles ?? [];
}
