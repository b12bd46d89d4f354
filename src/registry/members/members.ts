import type { MemberBody, MemberChanged, MemberRemoved } from '../../core/model/events/memberEvents.ts';
import type { Decided } from '../../core/operations/decision.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';
import { decide } from '../versions/decide.ts';
import { memberNotices, noticesOf } from './memberNotices.ts';

/** Everybody who is a member, with their keys. */
export async function listMembers(registry: OpenRegistry): Promise<OperationResult<'listMembers'>> {
  const members = await ask(registry, 'members', undefined);
  return { ...members, notices: noticesOf(members) };
}

/** Lets a person or a machine in, with roles. */
export async function addMember(registry: OpenRegistry, params: OperationParams<'addMember'>): Promise<OperationResult<'addMember'>> {
  const { name, keys, roles } = params;
  const decided = await decide(registry, 'addMember', { name, keys, roles }, params);
  const body = decided.events[0]?.body as MemberBody | undefined;
  return { ...changed(decided), member: body?.name ?? name, roles: body?.roles ?? roles, notices: await memberNotices(registry) };
}

/** Takes a member out; what they did stays. */
export async function removeMember(registry: OpenRegistry, params: OperationParams<'removeMember'>): Promise<OperationResult<'removeMember'>> {
  const name = await nameOfMember(registry, params.member);
  const decided = await decide(registry, 'removeMember', { member: params.member, reason: params.reason ?? '' }, params);
  return { ...changed(decided), member: name((decided.events[0]?.body as MemberRemoved | undefined)?.member), notices: await memberNotices(registry) };
}

/** Gives a member other roles. */
export async function changeRoles(registry: OpenRegistry, params: OperationParams<'changeRoles'>): Promise<OperationResult<'changeRoles'>> {
  const name = await nameOfMember(registry, params.member);
  const decided = await decide(registry, 'changeRoles', { member: params.member, roles: params.roles }, params);
  const body = decided.events[0]?.body as MemberChanged | undefined;
  return { ...changed(decided), member: name(body?.member), roles: body?.roles ?? params.roles, was: body?.was ?? params.roles, notices: await memberNotices(registry) };
}

/** Opens or closes the registry to devices that nobody has let in. */
export async function setAdmission(registry: OpenRegistry, params: OperationParams<'setAdmission'>): Promise<OperationResult<'setAdmission'>> {
  const { admission } = params;
  return { ...changed(await decide(registry, 'setAdmission', { admission }, params)), admission, notices: await memberNotices(registry) };
}

/** Names of members as they are before a change: by the id that its event holds, else as the member was named. */
export async function nameOfMember(registry: OpenRegistry, named: string): Promise<(id: string | undefined) => string> {
  const { members } = await ask(registry, 'members', undefined);
  const asNamed = members.find(({ name }) => name.toLowerCase() === named.toLowerCase()) ?? members.find(({ keys }) => keys.some(({ device }) => device === named));
  return (id) => members.find((member) => member.id === id)?.name ?? asNamed?.name ?? named;
}

function changed({ dryRun, events }: Decided): Pick<Decided, 'dryRun' | 'events'> {
  return { dryRun, events };
}
