import { RegistryError } from '../../errors.ts';
import { authorsOf } from '../../policy/authorsOf.ts';
import { mayRenew } from '../../policy/countApprovals.ts';
import { policyInForce, rulesOfStage } from '../../policy/policyInForce.ts';
import type { Ask, QuestionContext } from '../question.ts';
import type { RequestHindrances } from '../stageOperations.ts';
import { decideAnswerRequest, decideCancelRequest } from './decideRequests.ts';
import { judgeFor } from './explainStage.ts';
import { requireRequest } from './listRequests.ts';
import { requireStage, versionWithId } from './requireStage.ts';

/**
 * Why the asker may not answer, cancel or fulfil an open request: what the decisions themselves would say.
 * @throws RegistryError reference.notFound
 */
export const askRequestHindrances: Ask<{ readonly id: string }, RequestHindrances> = (context, { id }) => {
  const { view, actor } = context;
  const request = requireRequest(view, id);
  if (request.toPosition !== null) return {};
  const version = versionWithId(view, request.version);
  const answered = view.approvals(id).findLast((answer) => answer.member === actor.id);
  const rules = rulesOfStage(view, policyInForce(view).policy, request.model, request.stage);
  const stands = answered !== undefined && !mayRenew(view, rules, actor.roles, version, answered);
  const reject = refusalOf(() => decideAnswerRequest(context, { id, verdict: 'rejected', message: '' }));
  const approve = refusalOf(() => decideAnswerRequest(context, { id, verdict: 'granted', message: '' }));
  const own = approve !== undefined && reject === undefined && authorsOf(view, version).includes(actor.id);
  return {
    ...said('approve', stands ? 'You have approved it.' : own ? 'You made this version; somebody else must approve it.' : approve),
    ...said('reject', answered !== undefined ? 'You have approved it already.' : reject),
    ...said('cancel', refusalOf(() => decideCancelRequest(context, { id, reason: '' }))),
    ...said('promote', promotionRefusal(context, request.stage, version, request.tag)),
  };
};

/** The first rule that is not met; what whoever promotes vouches for is found out then. */
function promotionRefusal(context: QuestionContext, stage: string, version: Parameters<typeof judgeFor>[1], tag: string): string | undefined {
  const { outcomes } = judgeFor(context, version, requireStage(context.view, stage), { tag, evidence: [] });
  const unmet = outcomes.filter((outcome) => !outcome.met && !outcome.attested);
  return (unmet.find(({ kind }) => kind !== 'approvals') ?? unmet[0])?.message;
}

function refusalOf(decide: () => unknown): string | undefined {
  try {
    decide();
    return undefined;
  } catch (error) {
    if (RegistryError.is(error)) return error.message;
    throw error;
  }
}

function said(what: keyof RequestHindrances, reason: string | undefined): RequestHindrances {
  return reason === undefined ? {} : { [what]: reason };
}
