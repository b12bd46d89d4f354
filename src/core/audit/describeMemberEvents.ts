import type { EventBodies } from '../model/event.ts';
import type { MemberEvents } from '../model/events/memberEvents.ts';
import { type AuditFacts, type Described, type Describers, sides } from './described.ts';
import { policyChanges } from './policyChanges.ts';

/** Registry, members, keys, admission, policy. */
export const DESCRIBE_MEMBER_EVENTS: Describers<keyof MemberEvents | 'registry.created'> = {
  'registry.created': ({ admission, members, name }: EventBodies['registry.created']) => ({
    change: `Registry ${name} begun by ${members.map((member) => member.name).join(', ')}; admission ${admission}`,
    after: name,
    details: members.map((member) => ({ fact: 'role', name: member.name, after: member.roles.join(', ') })),
  }),
  'member.added': ({ author, keys, name, roles }) => ({
    change: author === undefined ? `${name} joined as ${list(roles)}` : `${name} added as ${list(roles)}`,
    after: list(roles),
    details: keys.map((key) => ({ fact: 'key', name: key, after: 'in force' })),
  }),
  'member.removed': ({ member }, facts) => ({ change: `${facts.memberName(member)} removed`, ...sides(list(facts.rolesBefore(member)), '') }),
  'member.changed': ({ member, roles }, facts) => {
    const was = facts.rolesBefore(member);
    return { change: `Roles of ${facts.memberName(member)}: ${list(was)} \u2192 ${list(roles)}`, ...sides(list(was), list(roles)), details: roleChanges(was, roles) };
  },
  'key.added': ({ key, member }, facts) => ({ change: `Key ${key} added for ${facts.memberName(member)}`, after: 'in force' }),
  'key.revoked': ({ device }, facts) => ({ change: `Key ${device}${ownerText(facts, device)} revoked`, before: 'in force', after: 'revoked' }),
  'registry.admissionChanged': ({ admission, was }) => ({ change: `Admission: ${was} \u2192 ${admission}`, before: was, after: admission }),
  '!policy.set': ({ hash, policy, was }, facts): Described => {
    const details = policyChanges(was === '' ? undefined : facts.policyBefore(), policy);
    const count = details.length === 0 ? 'the same again' : `${details.length} ${details.length === 1 ? 'change' : 'changes'}`;
    return { change: `Policy: ${was === '' ? 'none' : was.slice(0, 12)} \u2192 ${hash.slice(0, 12)}, ${count}`, ...sides(was, hash), details };
  },
};

function list(roles: readonly string[]): string {
  return roles.length === 0 ? 'nothing' : roles.join(', ');
}

function ownerText(facts: AuditFacts, device: string): string {
  const owner = facts.ownerOf(device);
  return owner === undefined ? '' : ` of ${facts.memberName(owner)}`;
}

function roleChanges(was: readonly string[], roles: readonly string[]): Described['details'] & object {
  return [
    ...was.filter((role) => !roles.includes(role)).map((name) => ({ fact: 'role', name, before: 'held' })),
    ...roles.filter((role) => !was.includes(role)).map((name) => ({ fact: 'role', name, after: 'held' })),
  ];
}
