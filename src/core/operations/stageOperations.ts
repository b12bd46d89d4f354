import type { Evidence } from '../model/events/stageEvents.ts';
import type { StageRow } from '../model/rows.ts';
import type { RuleOutcome } from '../policy/ruleOutcome.ts';
import type { Changed } from './changed.ts';
import type { At, Dry } from './commonParams.ts';
import type { WriteOutResult } from './fileOperations.ts';

/** A version that holds a stage, or held it once. Times are claims, ISO 8601 UTC. */
export interface StagePeriod {
  readonly stage: string;
  readonly ref: string;
  readonly number: number;
  readonly id: string;
  /** The tag by which it was promoted. */
  readonly tag?: string;
  readonly entry: StageRow['entry'];
  /** Position and time of the event by which it came to hold the stage. */
  readonly from: number;
  readonly since: string;
  /** How, where and when it left; absent while it holds the stage. */
  readonly exit?: Exclude<StageRow['exit'], null>;
  readonly to?: number;
  readonly until?: string;
  readonly author: string;
  readonly message: string;
  /** In a history: members who approved the promotion, by their present names; absent where nobody did. */
  readonly approvedBy?: readonly string[];
}

/** A stage of a model. */
export interface StageSummary {
  readonly name: string;
  readonly holders: 'one' | 'many';
  /** A rule of the policy is for this stage and model. */
  readonly protected: boolean;
  /** False for a stage that the policy in force does not have any more, and that is still held. */
  readonly known: boolean;
  /** Who holds it, newest first; at most 100. */
  readonly versions: readonly StagePeriod[];
}

/** What the rules say of one version and one stage, to the member who asks. */
export interface StageExplanation {
  readonly ref: string;
  readonly id: string;
  readonly stage: string;
  readonly allowed: boolean;
  /** Every demand that applies, met or not, with the fact it looked at. */
  readonly rules: readonly RuleOutcome[];
  /** Only approvals are lacking: a promotion opens a request. */
  readonly lacksApprovals: boolean;
  /** The asker may override the rules, with a reason. */
  readonly overridable: boolean;
  readonly protected: boolean;
  /** What whoever promotes must vouch for, with evidence. */
  readonly attests: readonly Evidence['kind'][];
  readonly approvals: { readonly given: number; readonly needed: number };
  /** The open request for just this. */
  readonly request?: string;
  /** Who holds a stage for one version now: what a promotion replaces. */
  readonly holder?: { readonly ref: string; readonly id: string };
}

/** An answer to a request. */
export interface RequestAnswer {
  readonly verdict: 'granted' | 'rejected';
  /** The member's name and, where it is another, the name that they claimed: `Ben as Ana`. */
  readonly author: string;
  readonly member: string;
  readonly message: string;
  readonly createdAt: string;
}

/** A promotion that somebody asked for. */
export interface RequestSummary {
  readonly id: string;
  /** Present name. */
  readonly model: string;
  readonly ref: string;
  /** Id of the version. */
  readonly version: string;
  readonly tag?: string;
  readonly stage: string;
  /** Approvals that count now, and how many are needed. */
  readonly approvals: number;
  readonly needed: number;
  /** `approved`: nothing is lacking any more but the promotion. */
  readonly state: 'waiting' | 'approved' | 'promoted' | 'cancelled' | 'rejected' | 'voided';
  /** One sentence of why it ended; empty while it is open. */
  readonly ending: string;
  readonly author: string;
  readonly member: string;
  readonly message: string;
  readonly createdAt: string;
  readonly position: number;
  readonly answers: readonly RequestAnswer[];
  /** The asker opened it. */
  readonly mine: boolean;
  /** It waits for the asker: for the approval, or, once approved, for the promotion. */
  readonly waiting: boolean;
}

/** Why the asker may not do something with an open request, one sentence each; absent where they may. */
export interface RequestHindrances {
  readonly approve?: string;
  readonly reject?: string;
  readonly cancel?: string;
  readonly promote?: string;
}

/** What a promotion came to. `requested`: only approvals were lacking, and a request for them is open. `unchanged`: it held the stage already. */
export interface PromotionResult extends Changed {
  readonly ref: string;
  readonly id: string;
  readonly stage: string;
  readonly state: 'promoted' | 'overridden' | 'requested' | 'unchanged';
  /** Who held the stage before. */
  readonly replaced?: { readonly ref: string; readonly id: string };
  /** Absent in a dry run that would open one. */
  readonly request?: RequestSummary;
  readonly rules: readonly RuleOutcome[];
  /** What was noticed on the way, one sentence each (a checkpoint that was written). */
  readonly notices: readonly string[];
}

/** What a rollback came to: `ref` holds the stage again, `from` held it until now. */
export interface RollbackResult extends Changed {
  readonly ref: string;
  readonly id: string;
  readonly stage: string;
  readonly from?: { readonly ref: string; readonly id: string };
  /** What was written back into the workspace, with `restore`. */
  readonly restored?: WriteOutResult;
}

/** What a rollback would come to: `ref` comes back, `from` goes. */
export interface RollbackExplanation {
  readonly ref: string;
  readonly id: string;
  readonly stage: string;
  readonly allowed: boolean;
  /** Every demand that applies, met or not. The bytes are taken to be whole: the rollback itself reads them. */
  readonly rules: readonly RuleOutcome[];
  readonly from?: { readonly ref: string; readonly id: string };
}

/** The answer of an operation on one request. */
export interface RequestResult extends Changed {
  /** Absent in a dry run of a request that is not there yet. */
  readonly request?: RequestSummary;
}

/** Operations on stages, requests and approvals. */
export interface StageOperations {
  /**
   * Puts a version into a stage. `expect`: reference of the version that the caller saw hold it, `none` for nobody; without
   * it, who holds it when the operation starts. `override`: against the rules, for roles that they name; `message` is the reason.
   */
  promoteVersion: [At & Dry & { readonly ref: string; readonly stage: string; readonly message?: string; readonly expect?: string; readonly override?: boolean }, PromotionResult];
  demoteVersion: [At & Dry & { readonly ref: string; readonly message: string }, Changed & { readonly ref: string; readonly id: string; readonly stage: string }];
  explainStage: [At & { readonly ref: string; readonly stage: string }, StageExplanation];
  /** One explanation for each stage of the policy in force. */
  explainStages: [At & { readonly ref: string }, { readonly ref: string; readonly stages: readonly StageExplanation[] }];
  /** `history`: every period of every stage, oldest first. */
  openRequest: [At & Dry & { readonly ref: string; readonly stage: string; readonly message: string }, RequestResult];
  cancelRequest: [At & Dry & { readonly id: string; readonly message?: string }, RequestResult];
  approveRequest: [At & Dry & { readonly id: string; readonly message?: string }, RequestResult];
  rejectRequest: [At & Dry & { readonly id: string; readonly message: string }, RequestResult];
  /** `mine`: those that the caller opened, ended ones too; `waiting`: those that wait for the caller. Neither: all open ones, oldest first. */
  listRequests: [At & { readonly mine?: boolean; readonly waiting?: boolean }, { readonly requests: readonly RequestSummary[] }];
  /** One request, with every rule as it stands for the caller, and why the caller may not act on it. */
  showRequest: [At & { readonly id: string }, { readonly request: RequestSummary; readonly explanation: StageExplanation; readonly hindrances: RequestHindrances }];
  /** What a rollback would come to, without reading a byte. */
  explainRollback: [At & { readonly model: string; readonly stage: string; readonly to?: string }, RollbackExplanation];
  /**
   * A stage goes back to its holder before, or to `to`. Its bytes are hashed again first; `restore` also writes them back into the
   * workspace. `expect`: reference of the version that the caller saw hold it, `none` for nobody.
   */
  rollbackStage: [At & Dry & { readonly model: string; readonly stage: string; readonly to?: string; readonly message: string; readonly expect?: string; readonly restore?: boolean }, RollbackResult];
  listStages: [At & { readonly model: string; readonly history?: boolean }, { readonly model: string; readonly stages: readonly StageSummary[]; readonly history?: readonly StagePeriod[] }];
}
