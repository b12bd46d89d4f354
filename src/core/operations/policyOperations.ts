import type { PolicyDifference } from '../policy/policyDifference.ts';
import type { Policy } from '../policy/policy.ts';
import type { Changed } from './changed.ts';
import type { At, Dry } from './commonParams.ts';

/** A policy in force, or that was. */
export interface PolicySummary {
  /** SHA-256 (hex) of its normal form. */
  readonly hash: string;
  /** The event that set it; −1 for what holds where nobody has applied a policy. */
  readonly position: number;
  readonly policy: Policy;
  /** The same as people write it in modelkeep.json: JSON text. */
  readonly source: string;
  /** Absent where nobody has applied one. `appliedAt`: claimed, ISO 8601 UTC. */
  readonly author?: string;
  readonly message?: string;
  readonly appliedAt?: string;
}

/** Something about the policy in modelkeep.json, and where: lines and columns from 1, the end after the last character. */
export interface PolicyFinding {
  /** `error`: it cannot be applied; `warning`: it can, and likely does not do what is meant. */
  readonly severity: 'error' | 'warning';
  /** `policy.rules[0].gates[1]`; empty where the file is no JSON. */
  readonly path: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What the file's policy is beside the one in force: `none`: the file has none; `invalid`: it cannot be applied; `unknown`: there is no registry here to compare with. */
export type PolicyState = 'none' | 'invalid' | 'same' | 'differs' | 'unknown';

/** What `modelkeep.json` says of policy. */
export interface PolicyCheck {
  /** `modelkeep.json`, absolute. */
  readonly config: string;
  readonly state: PolicyState;
  readonly findings: readonly PolicyFinding[];
  /** Line of `policy`, from 1; absent where there is none. */
  readonly line?: number;
}

/** In what the file's policy differs from the one in force. */
export interface PolicyDiff extends PolicyCheck {
  readonly inForce: PolicySummary;
  /** Hash of the file's policy; absent where it has none that could be applied. */
  readonly hash?: string;
  readonly differences: readonly PolicyDifference[];
  /** What applying it would do besides, one sentence each: requests that end, stages that are held and would be gone. */
  readonly notices: readonly string[];
}

export interface AppliedPolicy extends Changed {
  readonly state: 'applied' | 'same';
  readonly hash: string;
  readonly differences: readonly PolicyDifference[];
  readonly notices: readonly string[];
}

/** Operations on the policy of a registry and the one in `modelkeep.json`. */
export interface PolicyOperations {
  showPolicy: [At, PolicySummary];
  /** `text`: what stands in an editor, in place of the file. Works without a registry, too. */
  checkPolicy: [At & { readonly text?: string }, PolicyCheck];
  diffPolicy: [At & { readonly text?: string }, PolicyDiff];
  /** Puts the file's policy in force. `expect`: hash of the one that the caller saw in force; `seen`: of the one that they decided to apply. */
  applyPolicy: [At & Dry & { readonly message?: string; readonly expect?: string; readonly seen?: string }, AppliedPolicy];
}
