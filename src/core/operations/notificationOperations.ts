import type { At } from './commonParams.ts';

/** A notification that has not arrived yet. Times are ISO 8601 UTC. */
export interface NotificationSummary {
  readonly id: string;
  readonly type: string;
  /** Reference of the version, or name of the model; empty for neither. */
  readonly about: string;
  readonly webhook: string;
  readonly state: 'waiting' | 'givenUp';
  readonly attempts: number;
  readonly createdAt: string;
  /** When it is sent next; absent once it was given up. */
  readonly nextAt?: string;
  /** What the last attempt met; empty before. */
  readonly error: string;
  /** False: the event was of another device, which sends it. */
  readonly mine: boolean;
}

/** What an attempt met. */
export interface NotificationAttempt {
  readonly id: string;
  readonly webhook: string;
  readonly delivered: boolean;
  /** Empty when it was delivered. */
  readonly error: string;
}

/** Something that happened and concerns the asker. What was typed by people must be made inert where it is shown. */
export interface NewsItem {
  /**
   * `approvalWanted`, `promotionWanted`: a request waits for the asker. `approved`, `rejected`, `voided`, `cancelled`, and
   * `promoted` with a `request`: what became of the asker's own. Others: a version came to hold the stage.
   */
  readonly kind: 'approvalWanted' | 'promotionWanted' | 'approved' | 'rejected' | 'voided' | 'cancelled' | 'promoted' | 'overridden' | 'rolledBack';
  readonly position: number;
  readonly model: string;
  readonly ref: string;
  readonly tag?: string;
  readonly stage: string;
  /** Who did it; empty when nobody is known to have. */
  readonly who: string;
  /** Message or reason. */
  readonly message: string;
  readonly request?: string;
  /** Of what went against the rules: those that were not met, in the words of the policy. */
  readonly rules?: readonly string[];
}

/** Operations that tell people, and on webhooks. */
export interface NotificationOperations {
  /** What waits and what was given up, and what is wrong with `notifications` in `modelkeep.json`. */
  listNotifications: [At, { readonly notifications: readonly NotificationSummary[]; readonly problems: readonly string[] }];
  /**
   * What happened after the event at `since` that concerns the caller, oldest first; nothing without `since`. Models are watched
   * that the caller committed to or owns, or that `modelkeep.json` declares; with `all` every one. `position`: of the last event.
   */
  listNews: [At & { readonly since?: number; readonly all?: boolean }, { readonly registry: string; readonly position: number; readonly news: readonly NewsItem[] }];
  /** Sends now what waits or was given up: these, or all of this device. What fails is tried for another 24 hours. */
  retryNotifications: [At & { readonly ids?: readonly string[] }, { readonly attempts: readonly NotificationAttempt[] }];
  /** Sends a notification of type `test` to every webhook, once; nothing is queued. */
  testNotifications: [At, { readonly attempts: readonly NotificationAttempt[]; readonly problems: readonly string[] }];
}
