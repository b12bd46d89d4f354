import { deviceId } from '../ledger/deviceId.ts';
import type { RegistryCreated } from '../model/event.ts';
import type { MemberBody, MemberEvents } from '../model/events/memberEvents.ts';
import type { Change } from '../model/rows.ts';
import { isLastAdministrator } from '../policy/administrators.ts';
import { policyFlaw } from '../policy/policyFlaw.ts';
import { policyHash, policyText } from '../policy/policyHash.ts';
import { policyInForce } from '../policy/policyInForce.ts';
import { hasRight } from '../policy/roles.ts';
import type { Runtime } from '../ports/runtime.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import { fromBase64 } from '../text/encodings.ts';
import { rolesOf, type Applied, type Appliers, type FoldContext } from './eventPlace.ts';
import { isSelfAdmission } from './verifyBatch.ts';
import { voidedRequests } from './voidedRequests.ts';
import { withRight } from './withRight.ts';

/** Members, keys, admission and policy: what only an administrator may change. */
export const APPLY_MEMBER_EVENTS: Appliers<keyof MemberEvents | 'registry.created'> = {
  'registry.created': applyRegistryCreated,
  'member.added': applyMemberAdded,
  'member.removed': withRight('administer', (context, body) => {
    const member = context.view.member(body.member);
    if (member === undefined) return { rejected: 'there is no such member' };
    if (isLastAdministrator(context.view, body.member)) return { rejected: 'the last administrator cannot go' };
    const toPosition = context.place.position;
    return { changes: [{ end: 'member', where: { id: body.member }, toPosition }, { end: 'device', where: { member: body.member }, toPosition }] };
  }),
  'member.changed': withRight('administer', (context, body) => {
    const member = context.view.member(body.member);
    if (member === undefined) return { rejected: 'there is no such member' };
    if (!body.roles.includes('admin') && isLastAdministrator(context.view, body.member)) return { rejected: 'the last administrator cannot go' };
    if (body.roles.length === 0) return { rejected: 'a member has at least one role' };
    const { position } = context.place;
    return { changes: [{ end: 'member', where: { id: body.member }, toPosition: position }, { table: 'member', row: { ...member, roles: body.roles, fromPosition: position, toPosition: null } }] };
  }),
  'key.added': withRight('administer', (context, body) => {
    if (context.view.member(body.member) === undefined) return { rejected: 'there is no such member' };
    const device = deviceOf(context.runtime, body.key);
    if (device === undefined) return { rejected: 'the key is no Ed25519 key' };
    const { position } = context.place;
    const joined = joinedMember(context.view, device, body.member, position);
    if ('rejected' in joined) return joined;
    return { changes: [...joined.changes, { table: 'device', row: { device, publicKey: body.key, member: body.member, fromPosition: position, toPosition: null } }] };
  }),
  'key.revoked': applyKeyRevoked,
  'registry.admissionChanged': withRight('administer', ({ view, place }, body) => {
    if (view.registry()?.admission === body.admission) return { rejected: `admission is ${body.admission} already` };
    const fact = { subject: 'registry', fact: 'admission' } as const;
    return { changes: [{ end: 'fact', where: fact, toPosition: place.position }, { table: 'fact', row: { ...fact, value: body.admission, author: body.author, fromPosition: place.position, toPosition: null } }] };
  }),
  '!policy.set': withRight('administer', ({ runtime, view, place }, body) => {
    if (policyInForce(view).hash !== body.was) return { rejected: 'another policy is in force' };
    if (policyHash(runtime, body.policy) !== body.hash) return { rejected: 'the policy is not the one that its hash names' };
    const flaw = policyFlaw(body.policy);
    if (flaw !== undefined) return { rejected: flaw };
    const { author, hash, message } = body;
    return {
      changes: [
        { end: 'policy', where: {}, toPosition: place.position },
        { table: 'policy', row: { hash, policy: policyText(body.policy), author, message, fromPosition: place.position, toPosition: null } },
        voidedRequests({}, 'The policy was applied anew.', place.position),
      ],
    };
  }),
};

function applyRegistryCreated({ runtime, view, place }: FoldContext, body: RegistryCreated): Applied {
  if (view.registry() !== undefined || place.position !== 0 || place.genesisId === undefined) return { rejected: 'a registry begins once' };
  const changes: Change[] = [{ table: 'registry', row: { id: place.genesisId, name: body.name, admission: body.admission, rules: body.rules } }];
  for (const member of body.members) changes.push(...memberChanges(runtime, member, member.name, place.position));
  return { changes };
}

function applyMemberAdded(context: FoldContext, body: MemberBody): Applied {
  const { runtime, view, place } = context;
  if (place.actor !== undefined && hasRight(rolesOf(place), 'administer')) return addMember(context, body);
  if (view.registry()?.admission !== 'open' || !isSelfAdmission(body)) return { rejected: 'only an administrator may add this member' };
  if (view.knewDevice(place.device)) return { rejected: 'the device is or was a member\u2019s' };
  if (deviceOf(runtime, body.keys[0] ?? '') !== place.device) return { rejected: 'a device admits itself and no other' };
  return { changes: memberChanges(runtime, body, freeName(view, body.name.trim(), place.device), place.position) };
}

function addMember({ runtime, view, place }: FoldContext, body: MemberBody): Applied {
  const devices = body.keys.map((key) => deviceOf(runtime, key));
  if (devices.length === 0 || devices.includes(undefined)) return { rejected: 'a member has at least one key, and each is an Ed25519 key' };
  if (new Set(devices).size < devices.length) return { rejected: 'a key is named twice' };
  if (devices.some((device) => view.knewDevice(device as string))) return { rejected: 'a key is or was in the registry' };
  if (view.memberNamed(body.name) !== undefined) return { rejected: `a member is called ${body.name} already` };
  if (body.roles.length === 0) return { rejected: 'a member has at least one role' };
  return { changes: memberChanges(runtime, body, body.name, place.position) };
}

/** An administrator revokes any key; a member may revoke their own (a lost laptop). */
function applyKeyRevoked({ view, place }: FoldContext, body: MemberEvents['key.revoked']): Applied {
  const device = view.device(body.device);
  if (device === undefined) return { rejected: 'there is no such key in force' };
  if (!hasRight(rolesOf(place), 'administer') && device.member !== place.actor?.id) return { rejected: 'only an administrator, or the member, may revoke this key' };
  const others = view.devicesOf(device.member).filter((one) => one.device !== body.device);
  if (others.length === 0 && isLastAdministrator(view, device.member)) return { rejected: 'the last administrator\u2019s last key cannot go' };
  return { changes: [{ end: 'device', where: { device: body.device }, toPosition: place.position }] };
}

/**
 * A device that admitted itself under a member of its own may be joined to the person whose it is: that member then ends.
 * A key that was revoked, or is one of several of another member, stays what it was.
 */
function joinedMember(view: CatalogueView, device: string, member: string, toPosition: number): Applied {
  if (!view.knewDevice(device)) return { changes: [] };
  const own = view.device(device);
  if (own === undefined) return { rejected: 'the key was revoked' };
  if (own.member === member) return { rejected: 'the key is this member\u2019s already' };
  const alone = view.devicesOf(own.member).length === 1 && view.member(own.member)?.roles.join() === 'contributor';
  if (!alone) return { rejected: 'the key is another member\u2019s' };
  return { changes: [{ end: 'member', where: { id: own.member }, toPosition }, { end: 'device', where: { device }, toPosition }] };
}

function freeName(view: CatalogueView, name: string, device: string): string {
  if (/^d_[a-z2-7]{16}$/.test(name)) return device;
  const names = [name, `${name} (${device.slice(2, 8)})`, `${name} (${device})`];
  return names.find((one) => view.memberNamed(one) === undefined) ?? device;
}

function memberChanges(runtime: Runtime, member: MemberBody, name: string, fromPosition: number): Change[] {
  const devices = member.keys.map((key) => ({ key, device: deviceOf(runtime, key) ?? '' }));
  const id = devices[0]?.device ?? '';
  return [
    { table: 'member', row: { id, name, roles: member.roles, fromPosition, toPosition: null } },
    ...devices.map(({ key, device }): Change => ({ table: 'device', row: { device, publicKey: key, member: id, fromPosition, toPosition: null } })),
  ];
}

function deviceOf(runtime: Runtime, key: string): string | undefined {
  const bytes = fromBase64(key);
  return bytes?.length === 32 ? deviceId(runtime, bytes) : undefined;
}
