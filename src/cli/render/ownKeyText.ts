import type { OwnKey } from '../../core/operations/memberOperations.ts';

/** Whose key it is, in one sentence. */
export function ownKeyText({ device, state, member }: OwnKey): string {
  if (member !== undefined) return `${device}, the key of ${member.name} (${member.roles.join(', ')}) in this copy.`;
  return state === 'revoked' ? `${device} was revoked: what it signs has no effect.` : `${device}, which the registry does not know yet.`;
}
