import type { KeyAdded, KeyRevoked } from '../../core/model/events/memberEvents.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';
import { decide } from '../versions/decide.ts';
import { memberNotices } from './memberNotices.ts';
import { nameOfMember } from './members.ts';

/** Gives a member another key. */
export async function addKey(registry: OpenRegistry, params: OperationParams<'addKey'>): Promise<OperationResult<'addKey'>> {
  const name = await nameOfMember(registry, params.member);
  const { dryRun, events } = await decide(registry, 'addKey', { member: params.member, key: params.key }, params);
  const device = await ask(registry, 'idOfKey', { key: params.key });
  return { dryRun, events, member: name((events[0]?.body as KeyAdded | undefined)?.member), device, notices: await memberNotices(registry) };
}

/** Ends a key; what it signed stays valid. */
export async function revokeKey(registry: OpenRegistry, params: OperationParams<'revokeKey'>): Promise<OperationResult<'revokeKey'>> {
  const { members } = await ask(registry, 'members', undefined);
  const { dryRun, events } = await decide(registry, 'revokeKey', { key: params.key, reason: params.reason ?? '' }, params);
  const named = (events[0]?.body as KeyRevoked | undefined)?.device ?? params.key.trim();
  const owner = members.find(({ keys }) => keys.some(({ device, key }) => device === named || key === named));
  return { dryRun, events, member: owner?.name ?? '', device: named, notices: await memberNotices(registry) };
}
