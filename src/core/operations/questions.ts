import { askNews } from '../notifications/news.ts';
import { askNotices } from '../notifications/notices.ts';
import { askCommitAllowed } from './commitVersion.ts';
import { askPolicyInForce, askPolicyOutlook, askPolicyState } from './policy/policyOutlook.ts';
import type { Ask } from './question.ts';
import { askMembers } from './members/listMembers.ts';
import { askIdOfKey, askOwnerOfKey } from './members/ownerOfKey.ts';
import { askStageExplanation, askStageExplanations } from './stages/explainStage.ts';
import { askRollbackPlan } from './stages/decideRollback.ts';
import { askRollbackExplanation } from './stages/explainRollback.ts';
import { askRequest, askRequests } from './stages/listRequests.ts';
import { askRequestHindrances } from './stages/requestHindrances.ts';
import { askStages } from './stages/listStages.ts';

/** Every question that an operation may put to the ledger, by name. */
export const QUESTIONS = {
  stageExplanation: askStageExplanation,
  stageExplanations: askStageExplanations,
  stages: askStages,
  commitAllowed: askCommitAllowed,
  notices: askNotices,
  news: askNews,
  members: askMembers,
  ownerOfKey: askOwnerOfKey,
  idOfKey: askIdOfKey,
  requests: askRequests,
  request: askRequest,
  requestHindrances: askRequestHindrances,
  rollbackPlan: askRollbackPlan,
  rollbackExplanation: askRollbackExplanation,
  policyInForce: askPolicyInForce,
  policyOutlook: askPolicyOutlook,
  policyState: askPolicyState,
} satisfies Readonly<Record<string, Ask<never, unknown>>>;

export type QuestionName = keyof typeof QUESTIONS;
export type Question<N extends QuestionName> = Parameters<(typeof QUESTIONS)[N]>[1];
export type QuestionAnswer<N extends QuestionName> = ReturnType<(typeof QUESTIONS)[N]>;
