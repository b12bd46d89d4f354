import type { OwnKey } from '../memberOperations.ts';
import type { Ask } from '../question.ts';
import { requireKey } from './requireKey.ts';

/** Whose key it is now. */
export const askOwnerOfKey: Ask<{ readonly device: string }, Pick<OwnKey, 'state' | 'member'>> = ({ view }, { device }) => {
  const owner = view.device(device);
  const member = owner === undefined ? undefined : view.member(owner.member);
  if (member !== undefined) return { state: 'member', member: { id: member.id, name: member.name, roles: member.roles } };
  return { state: view.knewDevice(device) ? 'revoked' : 'stranger' };
};

/** The id of a public key. @throws RegistryError usage.invalid */
export const askIdOfKey: Ask<{ readonly key: string }, string> = ({ runtime }, { key }) => requireKey(runtime, key).device;
