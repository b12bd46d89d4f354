import { toBase32 } from '../text/encodings.ts';
import type { ApprovalGiven, StageEvents, StagePromoted } from '../model/events/stageEvents.ts';
import type { Change, VersionRow } from '../model/rows.ts';
import { authorsOf } from '../policy/authorsOf.ts';
import { judgeRollback } from '../policy/judgeRollback.ts';
import { judgeDemotion, judgeStage, type StageQuestion } from '../policy/judgeStage.ts';
import { policyInForce, rulesOfStage, stageNamed } from '../policy/policyInForce.ts';
import { hasRight } from '../policy/roles.ts';
import { mayRenew } from '../policy/countApprovals.ts';
import { mayApprove } from '../policy/mayApprove.ts';
import { whoIs } from '../policy/whoIs.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Runtime } from '../ports/runtime.ts';
import { enterStage } from './enterStage.ts';
import { rolesOf, type Applied, type Appliers, type FoldContext } from './eventPlace.ts';

/** Stages, requests and approvals, each judged by the policy in force at its position. */
export const APPLY_STAGE_EVENTS: Appliers<keyof StageEvents> = {
  'stage.promoted': (context, body) => applyEntry(context, body, 'promoted'),
  'stage.overridden': (context, body) => applyEntry(context, body, 'overridden'),
  'stage.demoted': applyDemoted,
  'stage.rolledBack': applyRolledBack,
  'request.opened': applyRequestOpened,
  'request.cancelled': applyRequestCancelled,
  'approval.granted': (context, body) => applyApproval(context, body, 'granted'),
  'approval.rejected': (context, body) => applyApproval(context, body, 'rejected'),
};

/** Id of a request: `q_` + the first 10 letters of base 32 of SHA-256 of its event's id. */
export function requestId(runtime: Runtime, event: string): string {
  return `q_${toBase32(runtime.sha256(runtime.encode(event))).slice(0, 10)}`;
}

function applyEntry({ view, place }: FoldContext, body: StagePromoted, entry: 'promoted' | 'overridden'): Applied {
  const version = versionOf(view, body);
  if ('rejected' in version) return version;
  const { tag = '' } = body;
  if (tag !== '' && view.tag(body.model, tag)?.version !== version.id) return { rejected: `the version is not tagged ${tag}` };
  const race = raceOf(view, body);
  if (race !== undefined) return { rejected: race };
  const judgement = judgeStage(view, questionOf({ view, place }, version, body.stage, tag, body.evidence));
  const unmet = judgement.outcomes.find((outcome) => !outcome.met);
  const refused = entry === 'promoted' ? unmet !== undefined : !judgement.overridable;
  if (refused) return { rejected: entry === 'promoted' ? (unmet?.message ?? '') : 'the policy lets nobody with these roles override its rules' };
  const { author, message, model, stage } = body;
  return { changes: enterStage(view, { model, stage, version: version.id, tag, message, author, member: place.actor?.id ?? '', entry }, place.position) };
}

function applyDemoted({ view, place }: FoldContext, body: StageEvents['stage.demoted']): Applied {
  const version = versionOf(view, body);
  if ('rejected' in version) return version;
  if (view.stageOf(version.id)?.stage !== body.stage) return { rejected: `it does not hold ${body.stage}` };
  const unmet = judgeDemotion(view, body, rolesOf(place)).find((outcome) => !outcome.met);
  if (unmet !== undefined) return { rejected: unmet.message };
  return { changes: [{ end: 'stage', where: { version: version.id }, toPosition: place.position, with: { exit: 'demoted' } }] };
}

function applyRolledBack({ view, place }: FoldContext, body: StageEvents['stage.rolledBack']): Applied {
  const version = versionOf(view, body);
  if ('rejected' in version) return version;
  const race = raceOf(view, body);
  if (race !== undefined) return { rejected: race };
  const unmet = judgeRollback(view, questionOf({ view, place }, version, body.stage, '', body.evidence)).find((outcome) => !outcome.met);
  if (unmet !== undefined) return { rejected: unmet.message };
  const { author, message, model, stage } = body;
  const tag = view.stagesOfVersion(version.id).findLast((row) => row.stage === stage)?.tag ?? '';
  return { changes: enterStage(view, { model, stage, version: version.id, tag, message, author, member: place.actor?.id ?? '', entry: 'rolledBack' }, place.position) };
}

function applyRequestOpened({ runtime, view, place }: FoldContext, body: StageEvents['request.opened']): Applied {
  const version = versionOf(view, body);
  if ('rejected' in version) return version;
  const { author, message, model, stage, tag = '' } = body;
  const { policy, hash, position } = policyInForce(view);
  if (!hasRight(rolesOf(place), 'contribute')) return { rejected: 'a reader asks for nothing' };
  if (stageNamed(policy, stage)?.name !== stage) return { rejected: `there is no stage ${stage}` };
  if (body.policy !== hash) return { rejected: 'another policy is in force' };
  if (view.isWithdrawn(version.id)) return { rejected: 'the version is withdrawn' };
  if (tag !== '' && view.tag(model, tag)?.version !== version.id) return { rejected: `the version is not tagged ${tag}` };
  if (view.stageOf(version.id)?.stage === stage) return { rejected: `it holds ${stage} already` };
  if (view.openRequests({ model, stage, version: version.id }).length > 0) return { rejected: 'the same is asked for already' };
  const id = requestId(runtime, place.id);
  // Its id is short: whoever looks for two events of one id finds them.
  if (view.request(id) !== undefined) return { rejected: `there is a request ${id} already` };
  const row = { id, model, version: version.id, tag, stage, policy: position, message, author, member: place.actor?.id ?? '', time: place.time, fromPosition: place.position, toPosition: null, outcome: null, ending: '' };
  return { changes: [{ table: 'request', row }] };
}

/** Who asked may take it back, and so may a maintainer. */
function applyRequestCancelled({ view, place }: FoldContext, body: StageEvents['request.cancelled']): Applied {
  const request = view.request(body.request);
  if (request === undefined || request.toPosition !== null) return { rejected: 'there is no such open request' };
  if (request.member !== place.actor?.id && !hasRight(rolesOf(place), 'maintain')) return { rejected: 'only who asked, or a maintainer, may cancel it' };
  return { changes: [{ end: 'request', where: { id: request.id }, toPosition: place.position, with: { outcome: 'cancelled', ending: body.reason } }] };
}

function applyApproval({ view, place }: FoldContext, body: ApprovalGiven, verdict: 'granted' | 'rejected'): Applied {
  const request = view.request(body.request);
  if (request === undefined || request.toPosition !== null) return { rejected: 'there is no such open request' };
  if (request.version !== body.version || policyInForce(view).hash !== body.policy) return { rejected: 'it was given for another version or another policy' };
  const version = view.version(request.version);
  const rules = rulesOfStage(view, policyInForce(view).policy, request.model, request.stage);
  const refusal = mayApprove(rules, rolesOf(place), place.actor?.id ?? '', version === undefined ? [] : authorsOf(view, version), verdict);
  if (refusal !== undefined) return { rejected: refusal };
  const member = place.actor?.id ?? '';
  const before = view.approvals(request.id).findLast((approval) => approval.member === member);
  const renews = verdict === 'granted' && version !== undefined && before !== undefined && mayRenew(view, rules, rolesOf(place), version, before);
  if (before !== undefined && !renews) return { rejected: 'this member has answered already' };
  const row = { position: place.position, request: request.id, version: request.version, verdict, member, device: place.device, author: body.author, message: body.message, time: place.time };
  const end: Change[] = verdict === 'granted' ? [] : [{ end: 'request', where: { id: request.id }, toPosition: place.position, with: { outcome: 'rejected', ending: `${whoIs(view, member, body.author)}: ${body.message}` } }];
  return { changes: [{ table: 'approval', row }, ...end] };
}

function versionOf(view: CatalogueView, { model, version }: { readonly model: string; readonly version: string }): VersionRow | { readonly rejected: string } {
  const row = view.version(version);
  return row?.model === model ? row : { rejected: 'there is no such version of this model' };
}

/** The author looked at another policy, or something has moved since. What an event says of it stands in the audit log, so it must be so. */
function raceOf(view: CatalogueView, { model, stage, expect, policy, version, was }: Pick<StagePromoted, 'model' | 'stage' | 'expect' | 'policy' | 'version' | 'was'>): string | undefined {
  if (policy !== policyInForce(view).hash) return 'another policy is in force';
  const from = view.stageOf(version)?.stage ?? null;
  if (from !== was) return from === null ? 'it holds no stage now' : `it holds ${from} now`;
  if (stageNamed(policyInForce(view).policy, stage)?.holders !== 'one') return undefined;
  const held = view.holders(model, stage)[0]?.version ?? null;
  if (held === expect) return undefined;
  return held === null ? `nothing holds ${stage} now` : `v${view.versionKey(held)?.number} holds ${stage} now`;
}

function questionOf({ place }: Pick<FoldContext, 'view' | 'place'>, version: VersionRow, stage: string, tag: string, evidence: StageQuestion['evidence']): StageQuestion {
  return { version, stage, tag, member: place.actor?.id ?? '', roles: rolesOf(place), evidence };
}
