import { isModelName, isStageName } from '../names.ts';
import { isSemver } from '../semver.ts';
import { integer, list, object, oneOf, text, type Shape } from '../shape.ts';
import { author, message, nullable, sha } from './commonShapes.ts';

/**
 * What the one who promotes has looked at and vouches for; readers see it, and cannot see it again themselves.
 * `commitOnRemote`: the version's Git commit was found on the remote; `bytesRehashed`: every byte was read and had the manifest's digest.
 */
export type Evidence =
  | { readonly kind: 'commitOnRemote'; readonly commit: string; readonly remote: string }
  | { readonly kind: 'bytesRehashed'; readonly bytes: number; readonly files: number; readonly manifest: string };

/** A version enters a stage. `expect`: id of the version that the author saw hold it, null for none. `policy`: hash of the policy in force, empty for none. */
export interface StagePromoted {
  readonly author: string;
  readonly evidence: readonly Evidence[];
  readonly expect: string | null;
  readonly message: string;
  readonly model: string;
  readonly policy: string;
  readonly stage: string;
  /** The tag by which it was promoted. */
  readonly tag?: string;
  readonly version: string;
  /** The stage that the version held before, or null. */
  readonly was: string | null;
}

/** A version enters a stage against the rules, by a role that the policy names. `message` is the reason. */
export type StageOverridden = StagePromoted;

/** A version leaves its stage, and nothing takes its place. */
export interface StageDemoted {
  readonly author: string;
  readonly message: string;
  readonly model: string;
  readonly stage: string;
  readonly version: string;
}

/** A stage goes back to a version that held it before. `expect` as in a promotion. */
export interface StageRolledBack {
  readonly author: string;
  readonly evidence: readonly Evidence[];
  readonly expect: string | null;
  readonly message: string;
  readonly model: string;
  readonly policy: string;
  readonly stage: string;
  readonly version: string;
  readonly was: string | null;
}

/** Somebody asks for a promotion that needs approvals; its id is made of the event's id. */
export interface RequestOpened {
  readonly author: string;
  readonly message: string;
  readonly model: string;
  readonly policy: string;
  readonly stage: string;
  readonly tag?: string;
  readonly version: string;
}

export interface RequestCancelled {
  readonly author: string;
  readonly reason: string;
  readonly request: string;
}

/** An approval, or a refusal, of exactly this version under exactly this policy. */
export interface ApprovalGiven {
  readonly author: string;
  readonly message: string;
  readonly policy: string;
  readonly request: string;
  readonly version: string;
}

export interface StageEvents {
  readonly 'stage.promoted': StagePromoted;
  readonly 'stage.overridden': StageOverridden;
  readonly 'stage.demoted': StageDemoted;
  readonly 'stage.rolledBack': StageRolledBack;
  readonly 'request.opened': RequestOpened;
  readonly 'request.cancelled': RequestCancelled;
  readonly 'approval.granted': ApprovalGiven;
  readonly 'approval.rejected': ApprovalGiven;
}

const model = text(128, isModelName);
const stage = text(32, isStageName);
const tag = text(128, isSemver);
const policy = text(64, (value) => value === '' || /^[0-9a-f]{64}$/.test(value));
const request = text(18, (value) => /^q_[a-z2-7]{10}$/.test(value));
const commitOnRemote = object({ commit: text(64, (value) => /^[0-9a-f]{40,64}$/.test(value)), kind: oneOf('commitOnRemote'), remote: text(4096) });
const bytesRehashed = object({ bytes: integer(0), files: integer(0), kind: oneOf('bytesRehashed'), manifest: sha });
const evidence = list((value, at) => ((value as { kind?: unknown } | null)?.kind === 'commitOnRemote' ? commitOnRemote : bytesRehashed)(value, at), 16);
const moved = { author, evidence, expect: nullable(sha), message, model, policy, stage, version: sha, was: nullable(stage) };
const approval = object({ author, message, policy, request, version: sha });

export const STAGE_SHAPES: Readonly<Record<keyof StageEvents, Shape>> = {
  'stage.promoted': object(moved, { tag }),
  'stage.overridden': object({ ...moved, message: text(65_536, (value) => value.trim() !== '') }, { tag }),
  'stage.demoted': object({ author, message, model, stage, version: sha }),
  'stage.rolledBack': object(moved),
  'request.opened': object({ author, message, model, policy, stage, version: sha }, { tag }),
  'request.cancelled': object({ author, reason: message, request }),
  'approval.granted': approval,
  'approval.rejected': approval,
};
