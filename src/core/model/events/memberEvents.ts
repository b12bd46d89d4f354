import { policyShape } from '../../policy/policyShape.ts';
import type { Policy } from '../../policy/policy.ts';
import { list, object, oneOf, text, type Shape } from '../shape.ts';
import { author, device, message, publicKey, role, sha } from './commonShapes.ts';

/** A member as genesis, an admission or an administrator names it. `keys`: raw Ed25519 public keys, base 64. */
export interface MemberBody {
  /** The administrator who says so; absent in genesis and self-admissions. */
  readonly author?: string;
  readonly keys: readonly string[];
  readonly name: string;
  readonly roles: readonly string[];
}

/** `member`: the member's id, which is the device id of its first key. Its keys end with it. */
export interface MemberRemoved {
  readonly author: string;
  readonly member: string;
  readonly reason: string;
}

/** A member's roles from here on. */
export interface MemberChanged {
  readonly author: string;
  readonly member: string;
  readonly roles: readonly string[];
  readonly was: readonly string[];
}

export interface KeyAdded {
  readonly author: string;
  readonly key: string;
  readonly member: string;
}

export interface KeyRevoked {
  readonly author: string;
  readonly device: string;
  readonly reason: string;
}

/** Whether devices may admit themselves from here on. */
export interface AdmissionChanged {
  readonly admission: 'open' | 'closed';
  readonly author: string;
  readonly was: 'open' | 'closed';
}

/** The whole policy, normalised; `hash`: SHA-256 (hex) of its canonical JSON. `was`: hash of the one before, empty for none. */
export interface PolicySet {
  readonly author: string;
  readonly hash: string;
  readonly message: string;
  readonly policy: Policy;
  readonly was: string;
}

export interface MemberEvents {
  readonly 'member.added': MemberBody;
  readonly 'member.removed': MemberRemoved;
  readonly 'member.changed': MemberChanged;
  readonly 'key.added': KeyAdded;
  readonly 'key.revoked': KeyRevoked;
  readonly 'registry.admissionChanged': AdmissionChanged;
  readonly '!policy.set': PolicySet;
}

const roles = list(role, 32);
const required = { keys: list(publicKey, 64), name: text(256, (value) => value.trim() !== ''), roles };
const admission = oneOf('open', 'closed');

/** A member of genesis. */
export const memberShape: Shape = object(required);

export const MEMBER_SHAPES: Readonly<Record<keyof MemberEvents, Shape>> = {
  'member.added': object(required, { author }),
  'member.removed': object({ author, member: device, reason: message }),
  'member.changed': object({ author, member: device, roles, was: roles }),
  'key.added': object({ author, key: publicKey, member: device }),
  'key.revoked': object({ author, device, reason: message }),
  'registry.admissionChanged': object({ admission, author, was: admission }),
  '!policy.set': object({ author, hash: sha, message, policy: policyShape, was: text(64) }),
};
