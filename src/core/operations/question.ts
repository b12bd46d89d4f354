import type { CatalogueReader } from '../ports/catalogueReader.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { DecisionContext } from './decision.ts';

/** What an answer may be made from: what a decision may look at, and events. */
export interface QuestionContext extends DecisionContext {
  readonly reader: Pick<CatalogueReader, 'event' | 'events'>;
  /** The view as it stood after the event at a position. */
  viewAt(position: number): CatalogueView;
}

/** Answers a question from one state of the catalogue, by the rules that decide and fold. Writes nothing. */
export type Ask<Q, A> = (context: QuestionContext, question: Q) => A;
