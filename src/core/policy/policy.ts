/** A stage of the registry. `one`: a version that enters replaces the one that holds it. */
export interface StageDefinition {
  readonly name: string;
  readonly holders: 'one' | 'many';
  /** The stage that a replaced version goes to; empty: it holds none. */
  readonly replaced: string;
}

/** Whose number a metric gate looks at. `commit`: the version's own; `evaluation`: the newest one by a member of a role in `by` (empty: anybody). */
export interface MetricSource {
  readonly from: 'commit' | 'evaluation';
  readonly by: readonly string[];
  /** Evaluations by the member who committed the version do not count. */
  readonly notAuthor: boolean;
}

/**
 * One demand on a version. Every member is always written, so that one policy has one spelling. Numbers are decimals as
 * text. `tolerance` is an amount (`0.01`) or a percentage of the baseline's value (`1%`).
 */
export type Gate =
  | ({ readonly kind: 'metricAtLeast'; readonly metric: string; readonly bound: string } & MetricSource)
  | ({ readonly kind: 'metricAtMost'; readonly metric: string; readonly bound: string } & MetricSource)
  | ({ readonly kind: 'metricPresent'; readonly metric: string } & MetricSource)
  | ({ readonly kind: 'notWorseThanBaseline'; readonly metric: string; readonly direction: 'max' | 'min'; readonly tolerance: string } & MetricSource)
  | { readonly kind: 'codeClean' }
  | { readonly kind: 'dataCaptured' }
  /** No doubt at all (`codes` empty), or none of these codes. */
  | { readonly kind: 'noDoubts'; readonly codes: readonly string[] }
  | { readonly kind: 'nothingMissing' }
  | { readonly kind: 'sizeAtMost'; readonly bytes: number }
  /** `value` empty: any value. */
  | { readonly kind: 'label'; readonly name: string; readonly value: string }
  | { readonly kind: 'tagged' }
  | { readonly kind: 'commitOnRemote' }
  | { readonly kind: 'bytesRehashed' };

export type GateKind = Gate['kind'];

/** Gates that a reader cannot check again: the one who promotes vouches for them with evidence. */
export const ATTESTED_GATES: readonly GateKind[] = ['commitOnRemote', 'bytesRehashed'];

export interface ApprovalRule {
  /** Approvals by different members that are needed; 0: none. */
  readonly count: number;
  /** Roles whose members may approve; each is enough. Empty: reviewers, maintainers and administrators. */
  readonly from: readonly string[];
  readonly notAuthor: boolean;
  readonly notPromoter: boolean;
  /** An approval ends when more than so many versions of the model were committed after it; 0: never. */
  readonly expiresAfterVersions: number;
}

/** What one stage, or one branch, demands of the models it is for. Exactly one of `stage` and `branch` is not empty. */
export interface Rule {
  /** Globs over the model's key, its present name and every former name; one that matches is enough. */
  readonly models: readonly string[];
  readonly stage: string;
  readonly branch: string;
  /** Stages of which the version must hold one; empty: any or none. */
  readonly from: readonly string[];
  /** Roles that may act; each is enough. Empty: maintainers and administrators. */
  readonly by: readonly string[];
  readonly approvals: ApprovalRule;
  readonly gates: readonly Gate[];
  /** `free`: what held the stage under the rules then in force may come back without approvals and gates. */
  readonly rollback: 'free' | 'rules';
  /** Roles that may act against the rule, with a reason. */
  readonly override: readonly string[];
}

/** A policy, normalised: no user-chosen name is a key, nothing is left out, so that its hash names it. */
export interface Policy {
  readonly v: 1;
  readonly stages: readonly StageDefinition[];
  /** Roles that the policy adds to the built-in ones. */
  readonly roles: readonly string[];
  readonly rules: readonly Rule[];
}

/** What holds where nobody has applied a policy. */
export const DEFAULT_POLICY: Policy = {
  v: 1,
  stages: [
    { name: 'Staging', holders: 'one', replaced: '' },
    { name: 'Production', holders: 'one', replaced: 'Archived' },
    { name: 'Archived', holders: 'many', replaced: '' },
  ],
  roles: [],
  rules: [],
};
