import { EVENT_SHAPES, type EventType } from '../model/event.ts';
import { matchesNameGlob } from '../policy/nameGlob.ts';

/** What one can ask to be told: events by their type, and that a version entered a protected stage for the first time. */
export type NotificationType = Exclude<EventType, 'registry.created' | '!policy.set'> | 'policy.set' | 'version.stable';

export const NOTIFICATION_TYPES: readonly NotificationType[] = [...Object.keys(EVENT_SHAPES).flatMap((type) => notificationType(type as EventType) ?? []), 'version.stable'];

/** One entry of `notifications` in `modelkeep.json`. */
export interface NotificationRule {
  /** Globs over {@link NotificationType}. */
  readonly on: readonly string[];
  /** Globs over the key, the present and every former name of a model. */
  readonly models: readonly string[];
  readonly webhook: string;
  /** `env:NAME`: the variable with the secret. */
  readonly secret: string;
  /** Private addresses that the webhook's host may have. */
  readonly addresses: readonly string[];
}

/** What an event is called outside; undefined for one that nobody can ask for. */
export function notificationType(type: EventType): Exclude<NotificationType, 'version.stable'> | undefined {
  if (type === 'registry.created') return undefined;
  return type === '!policy.set' ? 'policy.set' : type;
}

/** Whether a rule asks for this; what is about no model is for rules that are for all. */
export function asksFor(rule: Pick<NotificationRule, 'on' | 'models'>, { type, models }: { readonly type: string; readonly models: readonly string[] }): boolean {
  if (!rule.on.some((glob) => matchesNameGlob(glob, type))) return false;
  return rule.models.some((glob) => glob === '*' || models.some((name) => matchesNameGlob(glob, name)));
}
