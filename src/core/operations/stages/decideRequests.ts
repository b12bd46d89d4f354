import { RegistryError } from '../../errors.ts';
import { authorsOf } from '../../policy/authorsOf.ts';
import { mayRenew } from '../../policy/countApprovals.ts';
import { mayApprove } from '../../policy/mayApprove.ts';
import { policyInForce, rulesOfStage } from '../../policy/policyInForce.ts';
import { hasRight } from '../../policy/roles.ts';
import type { Decide } from '../decision.ts';
import { refOf } from '../refOf.ts';
import { requireRight } from '../requireRight.ts';
import { requireVersion } from '../requireVersion.ts';
import { wayToRole } from '../wayToRole.ts';
import { requireOpenRequest } from './listRequests.ts';
import { requireMessage, requireStage, requireTagOf, versionWithId } from './requireStage.ts';

/** Asks for a promotion. Nothing is to be done when the same is asked for already. */
export const decideOpenRequest: Decide<{ readonly version: string; readonly stage: string; readonly tag: string; readonly message: string }> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'contribute', 'ask for a promotion');
  const version = requireVersion(view, command.version);
  const { model } = version;
  const stage = requireStage(view, command.stage).name;
  requireTagOf(view, version, command.tag);
  if (view.stageOf(version.id)?.stage === stage) throw new RegistryError('policy.refused', `${refOf(view, version)} holds ${stage} already.`);
  if (view.openRequests({ model, stage, version: version.id }).length > 0) return [];
  const tag = command.tag === '' ? {} : { tag: command.tag };
  return [{ type: 'request.opened', body: { author, message: requireMessage(command.message), model, policy: policyInForce(view).hash, stage, ...tag, version: version.id } }];
};

/** @throws RegistryError reference.notFound, conflict (it has ended), policy.refused */
export const decideCancelRequest: Decide<{ readonly id: string; readonly reason: string }> = ({ view, actor, author }, { id, reason }) => {
  const request = requireOpenRequest(view, id);
  if (request.member !== actor.id && !hasRight(actor.roles, 'maintain')) {
    throw new RegistryError('policy.refused', `Only ${request.author}, who asked, or a maintainer may cancel it.`, { hint: wayToRole({ view, actor }, 'maintainer'), details: { request: id } });
  }
  return [{ type: 'request.cancelled', body: { author, reason: requireMessage(reason), request: id } }];
};

/** @throws RegistryError reference.notFound, conflict (it has ended), policy.refused */
export const decideAnswerRequest: Decide<{ readonly id: string; readonly verdict: 'granted' | 'rejected'; readonly message: string }> = ({ view, actor, author }, { id, verdict, message }) => {
  const request = requireOpenRequest(view, id);
  const version = versionWithId(view, request.version);
  const { policy, hash } = policyInForce(view);
  const rules = rulesOfStage(view, policy, request.model, request.stage);
  const refusal = mayApprove(rules, actor.roles, actor.id, authorsOf(view, version), verdict);
  if (refusal !== undefined) {
    const asking = rules.find((rule) => rule.approvals.count > 0)?.approvals.from[0] ?? 'reviewer';
    throw new RegistryError('policy.refused', refusal, { hint: refusal.startsWith('Only') ? wayToRole({ view, actor }, asking) : 'Somebody else must approve it.', details: { request: id } });
  }
  const before = view.approvals(id).findLast((answer) => answer.member === actor.id);
  const renews = before !== undefined && verdict === 'granted' && mayRenew(view, rules, actor.roles, version, before);
  if (before !== undefined && !renews && before.verdict === verdict) return [];
  if (before !== undefined && !renews) throw new RegistryError('policy.refused', 'You have answered this request already.', { hint: `modelkeep request cancel ${id} takes it back, for who asked or a maintainer.`, details: { request: id } });
  return [{ type: verdict === 'granted' ? 'approval.granted' : 'approval.rejected', body: { author, message: requireMessage(message), policy: hash, request: id, version: request.version } }];
};
