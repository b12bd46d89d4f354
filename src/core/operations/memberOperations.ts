import type { Changed } from './changed.ts';
import type { At, Dry } from './commonParams.ts';

/** One signing key of a member. */
export interface KeySummary {
  /** `d_…`, which names the key in commands. */
  readonly device: string;
  /** As `--key` takes it: the raw Ed25519 public key, base 64. */
  readonly key: string;
  /** Claimed time of the event that let it in, ISO 8601 UTC. */
  readonly since: string;
  /** Claimed time of its revocation; absent while it is in force. */
  readonly revoked?: string;
  /** It is the key of this copy of the registry. */
  readonly you: boolean;
}

/** A member of the registry. */
export interface MemberSummary {
  /** The id of the first key. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Oldest first, revoked ones too. */
  readonly keys: readonly KeySummary[];
  readonly you: boolean;
}

/** Everybody who is a member. */
export interface Members {
  readonly admission: 'open' | 'closed';
  readonly members: readonly MemberSummary[];
  /** Roles that a member may be given: those of every registry, then those of the policy in force. */
  readonly roles: readonly string[];
  /** Keys in force of administrators. */
  readonly administratorKeys: number;
}

/** The key of this copy of the registry on this machine, and whose it is. */
export interface OwnKey {
  readonly key: string;
  readonly device: string;
  /** `stranger`: not let in yet; `revoked`: it never comes back. */
  readonly state: 'member' | 'stranger' | 'revoked';
  readonly member?: { readonly id: string; readonly name: string; readonly roles: readonly string[] };
}

/** Sentences that are worth a word beside the answer. */
interface Noticing {
  readonly notices: readonly string[];
}

/** Params of what is done to a member, who is named by name, by id, or by the id of a key. */
type OfMember = At & Dry & { readonly member: string };
/** `member`: the name. */
type ChangedMember = Changed & Noticing & { readonly member: string };

/** Operations on people and keys. Only administrators change members; anybody may look, and revoke a key of their own. */
export interface MemberOperations {
  listMembers: [At, Members & Noticing];
  /** Roles: `contributor` where none is given. */
  addMember: [At & Dry & { readonly name: string; readonly keys: readonly string[]; readonly roles: readonly string[] }, ChangedMember & { readonly roles: readonly string[] }];
  removeMember: [OfMember & { readonly reason?: string }, ChangedMember];
  /** The roles from here on; `was`: those before. */
  changeRoles: [OfMember & { readonly roles: readonly string[] }, ChangedMember & { readonly roles: readonly string[]; readonly was: readonly string[] }];
  addKey: [OfMember & { readonly key: string }, ChangedMember & { readonly device: string }];
  /** `key`: its id, or the key as {@link KeySummary.key} writes it. */
  revokeKey: [At & Dry & { readonly key: string; readonly reason?: string }, ChangedMember & { readonly device: string }];
  /** Whether devices may admit themselves from here on. */
  setAdmission: [At & Dry & { readonly admission: 'open' | 'closed' }, Changed & Noticing & { readonly admission: 'open' | 'closed' }];
  /** Makes the key when this copy has none yet. */
  showKey: [At, OwnKey & Noticing];
  /** Another key for this copy, once the present one was revoked. `was`: that one. */
  newKey: [At, OwnKey & { readonly was: string }];
  /** Writes the private key of this copy into a new file, outside of the project and of every Git repository. */
  backUpKey: [At & { readonly file: string }, { readonly file: string; readonly device: string }];
  /** The way back. `replace`: gives up the key in force of this copy, and takes the key from another copy on this machine. `was`: the key before. */
  restoreKey: [At & { readonly file: string; readonly replace?: boolean }, OwnKey & { readonly was?: string }];
}
