import type { RequestRow } from '../../model/rows.ts';
import { authorsOf } from '../../policy/authorsOf.ts';
import { mayRenew } from '../../policy/countApprovals.ts';
import { judgeStage } from '../../policy/judgeStage.ts';
import { mayApprove } from '../../policy/mayApprove.ts';
import { DEFAULT_POLICY, type Policy } from '../../policy/policy.ts';
import { rulesOfStage } from '../../policy/policyInForce.ts';
import { hasRight } from '../../policy/roles.ts';
import { whoIs } from '../../policy/whoIs.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { DecisionContext } from '../decision.ts';
import { refOf } from '../refOf.ts';
import type { RequestSummary } from '../stageOperations.ts';
import { versionWithId } from './requireStage.ts';

/** A request as the member who asks sees it. Approvals are counted as if somebody promoted who gave none. */
export function summariseRequest({ view, actor }: Pick<DecisionContext, 'view' | 'actor'>, row: RequestRow): RequestSummary {
  const version = versionWithId(view, row.version);
  const open = row.toPosition === null;
  const answers = view.approvals(row.id);
  const rules = rulesOfStage(view, policyBound(view, row), row.model, row.stage);
  // Of what has ended nothing is judged any more.
  const judged = open ? judgeStage(view, { version, stage: row.stage, tag: row.tag, member: '', roles: [], evidence: [] }) : undefined;
  const needed = judged?.approvals.needed ?? Math.max(0, ...rules.map((rule) => rule.approvals.count));
  const approved = judged?.outcomes.every((outcome) => outcome.kind !== 'approvals' || outcome.met) === true;
  const own = answers.findLast((answer) => answer.member === actor.id);
  const answerable = (): boolean => (own === undefined || mayRenew(view, rules, actor.roles, version, own)) && mayApprove(rules, actor.roles, actor.id, authorsOf(view, version), 'granted') === undefined;
  const promotable = (): boolean => judgeStage(view, { version, stage: row.stage, tag: row.tag, member: actor.id, roles: actor.roles, evidence: [] }).outcomes.every((outcome) => outcome.met || outcome.attested);
  return {
    id: row.id,
    model: view.nameOf(row.model),
    ref: refOf(view, version),
    version: row.version,
    ...(row.tag === '' ? {} : { tag: row.tag }),
    stage: row.stage,
    approvals: judged?.approvals.given ?? Math.min(needed, new Set(answers.flatMap(({ verdict, member }) => (verdict === 'granted' ? [member] : []))).size),
    needed,
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

/** The policy under which a request was opened: while it is open, the one in force. */
function policyBound(view: CatalogueView, { policy }: RequestRow): Policy {
  const row = view.policySetAt(policy);
  return row === undefined ? DEFAULT_POLICY : (JSON.parse(row.policy) as Policy);
}
