import type { RequestRow } from '../../model/rows.ts';
import { authorsOf } from '../../policy/authorsOf.ts';
import { judgeStage } from '../../policy/judgeStage.ts';
import { mayApprove } from '../../policy/mayApprove.ts';
import { policyInForce, rulesOfStage } from '../../policy/policyInForce.ts';
import { hasRight } from '../../policy/roles.ts';
import { whoIs } from '../../policy/whoIs.ts';
import type { DecisionContext } from '../decision.ts';
import { refOf } from '../refOf.ts';
import type { RequestSummary } from '../stageOperations.ts';
import { versionWithId } from './requireStage.ts';

/** A request as the member who asks sees it. Approvals are counted as if somebody promoted who gave none. */
export function summariseRequest({ view, actor }: Pick<DecisionContext, 'view' | 'actor'>, row: RequestRow): RequestSummary {
  const version = versionWithId(view, row.version);
  const open = row.toPosition === null;
  const answers = view.approvals(row.id);
  const rules = rulesOfStage(view, policyInForce(view).policy, row.model, row.stage);
  // Of what has ended nothing is judged any more.
  const judged = open ? judgeStage(view, { version, stage: row.stage, tag: row.tag, member: '', roles: [], evidence: [] }) : undefined;
  const approved = judged?.outcomes.every((outcome) => outcome.kind !== 'approvals' || outcome.met) === true;
  const answerable = (): boolean => !answers.some((answer) => answer.member === actor.id) && mayApprove(rules, actor.roles, actor.id, authorsOf(view, version), 'granted') === undefined;
  const promotable = (): boolean => judgeStage(view, { version, stage: row.stage, tag: row.tag, member: actor.id, roles: actor.roles, evidence: [] }).outcomes.every((outcome) => outcome.met || outcome.attested);
  return {
    id: row.id,
    model: view.nameOf(row.model),
    ref: refOf(view, version),
    version: row.version,
    ...(row.tag === '' ? {} : { tag: row.tag }),
    stage: row.stage,
    approvals: judged?.approvals.given ?? answers.filter((answer) => answer.verdict === 'granted').length,
    needed: Math.max(0, ...rules.map((rule) => rule.approvals.count)),
    state: row.outcome ?? (approved ? 'approved' : 'waiting'),
    ending: row.ending,
    author: whoIs(view, row.member, row.author),
    member: row.member,
    message: row.message,
    createdAt: row.time,
    position: row.fromPosition,
    answers: answers.map(({ verdict, author, member, message, time }) => ({ verdict, author: whoIs(view, member, author), member, message, createdAt: time })),
    mine: row.member === actor.id && actor.id !== '',
    waiting: open && hasRight(actor.roles, 'contribute') && (approved ? promotable() : answerable()),
  };
}
