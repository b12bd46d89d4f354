import type { CatalogueReader } from '../ports/catalogueReader.ts';
import { askNotices } from '../notifications/notices.ts';
import type { DecisionContext } from './decision.ts';
import { askStageExplanation, askStageExplanations } from './stages/explainStage.ts';
import { askRollbackPlan } from './stages/decideRollback.ts';
import { askRequest, askRequests } from './stages/listRequests.ts';
import { askStages } from './stages/listStages.ts';

/** What an answer may be made from: what a decision may look at, and the events' times. */
export interface QuestionContext extends DecisionContext {
  readonly reader: Pick<CatalogueReader, 'event'>;
}

/** Answers a question from one state of the catalogue, by the rules that decide and fold. Writes nothing. */
export type Ask<Q, A> = (context: QuestionContext, question: Q) => A;

/** Every question that an operation may put to the ledger, by name. */
export const QUESTIONS = {
  stageExplanation: askStageExplanation,
  stageExplanations: askStageExplanations,
  stages: askStages,
  notices: askNotices,
  requests: askRequests,
  request: askRequest,
  rollbackPlan: askRollbackPlan,
} satisfies Readonly<Record<string, Ask<never, unknown>>>;

export type QuestionName = keyof typeof QUESTIONS;
export type Question<N extends QuestionName> = Parameters<(typeof QUESTIONS)[N]>[1];
export type QuestionAnswer<N extends QuestionName> = ReturnType<(typeof QUESTIONS)[N]>;
