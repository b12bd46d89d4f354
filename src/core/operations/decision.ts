import type { EventDraft } from '../model/event.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Runtime } from '../ports/runtime.ts';

/** Who decides: the member whose device this is or, in an open registry, the contributor that an unknown device will be. */
export interface Actor {
  /** Member id. */
  readonly id: string;
  readonly name: string;
  /** Empty for a stranger. */
  readonly roles: readonly string[];
  readonly device: string;
}

/** What a decision may look at. */
export interface DecisionContext {
  readonly runtime: Runtime;
  readonly view: CatalogueView;
  readonly actor: Actor;
  /** Who says so: the Git user's name, a claim. It goes into the events. */
  readonly author: string;
}

/**
 * Decides a command: the events to write, in one batch, none when there is nothing to do. Every event that it gives must
 * be one that the fold accepts in this view.
 * @throws RegistryError with the reason and the way out
 */
export type Decide<C> = (context: DecisionContext, command: C) => readonly EventDraft[];

/** An event of an operation: written, or in a dry run as it would be. */
export interface WrittenEvent {
  readonly position: number;
  /** Device id and counter; empty in a dry run. */
  readonly id: string;
  readonly type: EventDraft['type'];
  readonly body: EventDraft['body'];
}

/** What a decision came to. */
export interface Decided {
  readonly dryRun: boolean;
  readonly events: readonly WrittenEvent[];
  /** Claimed time of the events, ISO 8601 UTC. */
  readonly time: string;
}
