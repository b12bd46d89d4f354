import type { Evidence, StageEvents, StageOverridden, StagePromoted } from '../model/events/stageEvents.ts';
import type { AuditChange } from './auditEvent.ts';
import { moved, named } from './describeNamingEvents.ts';
import type { AuditFacts, Described, Describers } from './described.ts';

/** Stages, requests, approvals. */
export const DESCRIBE_STAGE_EVENTS: Describers<keyof StageEvents> = {
  'stage.promoted': (body, facts) => entered(body, facts),
  'stage.overridden': overridden,
  'stage.demoted': ({ stage, version }, facts) => ({ change: `${facts.refOf(version)} left ${stage}`, before: stage }),
  'stage.rolledBack': (body, facts) => entered(body, facts, ', rolled back'),
  'request.opened': ({ stage, tag, version }, facts) => ({ change: `${named(facts, version, tag)} requested for ${stage}`, after: 'open' }),
  'request.cancelled': ({ request }, facts) => ({ change: `Request ${ofRequest(request, facts)} cancelled`, before: 'open', after: 'cancelled' }),
  'approval.granted': ({ request, version }, facts) => ({ change: `${facts.refOf(version)} approved${forStage(request, facts)}`, after: 'approved' }),
  'approval.rejected': ({ request, version }, facts) => ({ change: `${facts.refOf(version)} rejected${forStage(request, facts)}`, before: 'open', after: 'rejected' }),
};

function entered(body: Omit<StagePromoted, 'tag'> & { readonly tag?: string }, facts: AuditFacts, how = ''): Described & { readonly details: readonly AuditChange[] } {
  const move = moved(`${body.stage} of ${facts.nameOf(body.model)}`, facts, body.expect, body.version);
  const from = body.was === null ? '' : `, from ${body.was}`;
  const tag = body.tag === undefined ? '' : ` as ${body.tag}`;
  const own: AuditChange = { fact: 'stage', name: facts.refOf(body.version), ...(body.was === null ? {} : { before: body.was }), after: body.stage };
  return { ...move, change: `${move.change}${tag}${from}${how}`, details: [own, ...body.evidence.map(vouched)] };
}

/** With the rules that it went against, and what was found instead. */
function overridden(body: StageOverridden, facts: AuditFacts): Described {
  const move = entered(body, facts);
  const rules = facts.overridden(body);
  const broken = rules.length === 0 ? '' : `; not met: ${rules.map(({ rule }) => rule).join('; ')}`;
  return { ...move, change: `Against the rules: ${move.change}${broken}`, details: [...move.details, ...rules.map(({ rule, fact }): AuditChange => ({ fact: 'rule not met', name: rule, after: fact }))] };
}

function vouched(evidence: Evidence): AuditChange {
  if (evidence.kind === 'commitOnRemote') return { fact: 'evidence', name: `commit on ${evidence.remote}`, after: evidence.commit };
  return { fact: 'evidence', name: 'bytes hashed again', after: `${evidence.files} files, ${evidence.bytes} bytes, manifest ${evidence.manifest}` };
}

function ofRequest(id: string, facts: AuditFacts): string {
  const request = facts.request(id);
  return request === undefined ? id : `${id} (${request.stage} for ${facts.refOf(request.version)})`;
}

function forStage(id: string, facts: AuditFacts): string {
  const request = facts.request(id);
  return request === undefined ? '' : ` for ${request.stage}`;
}
