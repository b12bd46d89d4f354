import type { StagePromoted, StageRolledBack } from '../../../src/core/model/events/stageEvents.ts';
import type { Rule } from '../../../src/core/policy/policy.ts';
import { meets } from './naiveGates.ts';
import { holds, mayContribute, mayMaintain, mayReview, type NaiveRegistry, type NaiveVersion, type Told } from './naiveRegistry.ts';

/** Types of events that the naive judge has an opinion of. */
export const JUDGED = ['stage.promoted', 'stage.overridden', 'stage.demoted', 'stage.rolledBack', 'request.opened', 'request.cancelled', 'approval.granted', 'approval.rejected', 'alias.set', 'alias.removed', 'version.withdrawn', 'member.removed', 'member.changed', 'key.revoked'] as const;

/**
 * Why an event must not have effect, undefined when it must have, by the words of the rules; `'either'` for events that
 * are not judged here. The judge has seen every event before it.
 */
export function objection(registry: NaiveRegistry, event: Told): string | undefined {
  if (!(JUDGED as readonly string[]).includes(event.type)) return 'either';
  const member = registry.actorOf(event.device);
  if (member === undefined) return 'nobody';
  const roles = registry.rolesOf(member);
  switch (event.type) {
    case 'stage.promoted':
    case 'stage.overridden':
      return entry(registry, event.body, event.type === 'stage.overridden', member, roles);
    case 'stage.rolledBack':
      return rollback(registry, event.body, member, roles);
    case 'stage.demoted': {
      const { model, stage, version } = event.body;
      if (registry.version(version)?.model !== model || registry.held.get(version) !== stage) return 'does not hold it';
      return mayChange(registry.rules(model, stage), roles) ? undefined : 'role';
    }
    case 'request.opened': {
      const { model, stage, version, tag = '', policy } = event.body;
      const wrong = unfit(registry, { model, stage, version, tag });
      if (wrong !== undefined) return wrong;
      if (!mayContribute(roles)) return 'reader';
      if (policy !== registry.policy().hash) return 'another policy';
      return registry.requests.some(({ open, event: other }) => open && other.body.version === version && other.body.stage === stage) ? 'asked already' : undefined;
    }
    case 'request.cancelled': {
      const request = registry.requestOf(event.body.request);
      return request?.open === true && (request.member === member || mayMaintain(roles)) ? undefined : 'not open, or not theirs';
    }
    case 'approval.granted':
    case 'approval.rejected':
      return answer(registry, event, member, roles);
    case 'alias.set': {
      const { alias, expect, model, version } = event.body;
      if (!mayContribute(roles) || registry.version(version)?.model !== model || registry.isWithdrawn(version)) return 'role or version';
      const now = registry.alias(model, alias);
      return now === expect && now !== version ? undefined : 'moved';
    }
    case 'alias.removed':
      return mayContribute(roles) && registry.alias(event.body.model, event.body.alias) === event.body.expect ? undefined : 'moved';
    case 'version.withdrawn': {
      const version = registry.version(event.body.version);
      if (version === undefined || registry.isWithdrawn(version.id) || registry.held.has(version.id)) return 'unknown, withdrawn, or holds a stage';
      if (registry.of('alias.set').some(({ body }) => registry.alias(body.model, body.alias) === version.id)) return 'an alias points at it';
      return mayMaintain(roles) || (mayContribute(roles) && registry.ownerOf(version.device) === member) ? undefined : 'role';
    }
    case 'member.removed':
      return roles.includes('admin') && registry.rolesOf(event.body.member).length > 0 && !isLast(registry, event.body.member) ? undefined : 'not an administrator, unknown, or the last one';
    case 'member.changed':
      if (!roles.includes('admin') || registry.rolesOf(event.body.member).length === 0 || event.body.roles.length === 0) return 'not an administrator, unknown, or no role';
      return event.body.roles.includes('admin') || !isLast(registry, event.body.member) ? undefined : 'the last one';
    case 'key.revoked': {
      const owner = registry.actorOf(event.body.device);
      if (owner === undefined || (owner !== member && !roles.includes('admin'))) return 'unknown or not theirs';
      return isLast(registry, owner) && registry.devicesOf(owner).length === 1 ? 'the last key of the last one' : undefined;
    }
    default:
      return 'either';
  }
}

function isLast(registry: NaiveRegistry, member: string): boolean {
  return registry.administrators().join() === member;
}

function mayChange(rules: readonly Rule[], roles: readonly string[]): boolean {
  return rules.length === 0 ? mayMaintain(roles) : rules.every(({ by }) => holds(roles, by, mayMaintain));
}

/** What no role changes. */
function unfit(registry: NaiveRegistry, { model, stage, version, tag }: { readonly model: string; readonly stage: string; readonly version: string; readonly tag: string }): string | undefined {
  if (registry.version(version)?.model !== model) return 'no such version';
  if (registry.isWithdrawn(version)) return 'withdrawn';
  if (!registry.policy().policy.stages.some(({ name }) => name === stage)) return 'no such stage';
  if (tag !== '' && registry.tagged(model, tag) !== version) return 'not so tagged';
  return registry.held.get(version) === stage ? 'there already' : undefined;
}

type Move = Pick<StagePromoted, 'evidence' | 'expect' | 'model' | 'stage' | 'version' | 'tag' | 'policy' | 'was'>;

function race(registry: NaiveRegistry, { expect, model, stage, policy, version, was }: Move): string | undefined {
  if (policy !== registry.policy().hash) return 'another policy';
  if (was !== (registry.held.get(version) ?? null)) return 'it came from elsewhere';
  const one = registry.policy().policy.stages.find(({ name }) => name === stage)?.holders === 'one';
  return one && (registry.holders(model, stage).at(-1) ?? null) !== expect ? 'another holds it now' : undefined;
}

function entry(registry: NaiveRegistry, move: Move, override: boolean, member: string, roles: readonly string[]): string | undefined {
  const { model, stage, tag = '' } = move;
  const version = registry.version(move.version);
  const wrong = unfit(registry, { ...move, tag }) ?? race(registry, move);
  if (wrong !== undefined || version === undefined) return wrong ?? 'no such version';
  const rules = registry.rules(model, stage);
  if (!override) return demands(registry, version, move, rules, member, roles);
  const overrides = (rule: Rule): boolean => roles.some((role) => rule.override.includes(role));
  if (rules.length === 0 || !rules.every(overrides)) return 'may not override';
  return registry.rules(model, registry.held.get(version.id) ?? '').every((rule) => overrides(rule) || holds(roles, rule.by, mayMaintain)) ? undefined : 'may not take it from where it is';
}

/** Every rule for the stage, and that who moves it may also take it from where it is. */
function demands(registry: NaiveRegistry, version: NaiveVersion, { model, stage, tag = '', evidence }: Pick<Move, 'model' | 'stage' | 'tag' | 'evidence'>, rules: readonly Rule[], member: string, roles: readonly string[]): string | undefined {
  const held = registry.held.get(version.id);
  if (!mayChange(rules, roles)) return 'role';
  if (held !== undefined && registry.rules(model, held).some(({ by }) => !holds(roles, by, mayMaintain))) return 'may not take it from where it is';
  for (const rule of rules) {
    if (rule.from.length > 0 && !rule.from.includes(held ?? '')) return 'from elsewhere';
    const gate = rule.gates.find((one) => !meets(registry, one, version, { stage, tag, evidence }));
    if (gate !== undefined) return `gate ${gate.kind}`;
    if (approvals(registry, rule, version, stage, member) < rule.approvals.count) return 'approvals';
  }
  return undefined;
}

/** Members whose approval of exactly this version under exactly this policy counts. */
function approvals(registry: NaiveRegistry, { approvals: { from, notAuthor, notPromoter, expiresAfterVersions } }: Rule, version: NaiveVersion, stage: string, promoter: string): number {
  const members = new Set<string>();
  for (const { event, open, policy, answers } of registry.requests) {
    if (!open || policy !== registry.policy().position || event.body.version !== version.id || event.body.stage !== stage) continue;
    for (const { member, position, granted } of answers) {
      const later = registry.versions(version.model).filter((one) => one.position > position).length;
      if (!granted || (notAuthor && registry.authorsOf(version.id).includes(member)) || (notPromoter && member === promoter)) continue;
      if (!holds(registry.rolesAt(member, position), from, mayReview) || !holds(registry.rolesOf(member), from, mayReview)) continue;
      if (expiresAfterVersions === 0 || later <= expiresAfterVersions) members.add(member);
    }
  }
  return members.size;
}

function rollback(registry: NaiveRegistry, move: StageRolledBack, member: string, roles: readonly string[]): string | undefined {
  const { model, stage } = move;
  const version = registry.version(move.version);
  const wrong = unfit(registry, { ...move, tag: '' }) ?? race(registry, move);
  if (wrong !== undefined || version === undefined) return wrong ?? 'no such version';
  if (registry.policy().policy.stages.find(({ name }) => name === stage)?.holders !== 'one') return 'many';
  const before = registry.stacks.get(`${model}#${stage}`)?.find((one) => one.version === version.id);
  if (before === undefined) return 'did not hold it, or not since';
  const rules = registry.rules(model, stage);
  const free = !before.overridden && rules.every((rule) => rule.rollback === 'free');
  return demands(registry, version, move, free ? rules.map((rule) => ({ ...rule, from: [], gates: [], approvals: { ...rule.approvals, count: 0 } })) : rules, member, roles);
}

function answer(registry: NaiveRegistry, { type, body }: Told & { readonly type: 'approval.granted' | 'approval.rejected' }, member: string, roles: readonly string[]): string | undefined {
  const request = registry.requestOf(body.request);
  if (request?.open !== true || request.event.body.version !== body.version || body.policy !== registry.policy().hash) return 'not open, or for something else';
  const asking = registry.rules(request.event.body.model, request.event.body.stage).filter((rule) => rule.approvals.count > 0);
  const before = request.answers.findLast((one) => one.member === member);
  if (before !== undefined && (type === 'approval.rejected' || !asking.some((rule) => isDue(registry, rule, request.event.body, before, roles)))) return 'answered already';
  if (asking.length === 0) return mayReview(roles) ? undefined : 'role';
  const own = registry.authorsOf(body.version).includes(member);
  const may = asking.some((rule) => holds(roles, rule.approvals.from, mayReview) && (type === 'approval.rejected' || !own || !rule.approvals.notAuthor));
  return may ? undefined : 'role or author';
}

/** Whether an approval counts no longer by a rule, or never did, and one given now would. */
function isDue(registry: NaiveRegistry, { approvals: { from, notAuthor, expiresAfterVersions } }: Rule, { model, version }: { readonly model: string; readonly version: string }, { member, position }: { readonly member: string; readonly position: number }, roles: readonly string[]): boolean {
  if (!holds(roles, from, mayReview) || (notAuthor && registry.authorsOf(version).includes(member))) return false;
  const later = registry.versions(model).filter((one) => one.position > position).length;
  return !holds(registry.rolesAt(member, position), from, mayReview) || (expiresAfterVersions > 0 && later > expiresAfterVersions);
}
