import type { NotificationAttempt, NotificationSummary } from '../../core/operations/notificationOperations.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { inertLabel } from './inertLabel.ts';
import { joinFacts } from './joinFacts.ts';
import { t } from './translate.ts';

/** One that has not arrived: what it is about, to whom it goes, how often it was tried and what it met. */
export function notificationRow(notification: NotificationSummary, now: number): { readonly label: string; readonly description: string; readonly detail: string } {
  const { type, about, webhook, state, attempts, createdAt, error, mine } = notification;
  const tried = attempts === 0 ? t('not tried yet') : attempts === 1 ? t('tried once') : t('tried {0} times', attempts);
  return {
    label: `$(${state === 'waiting' ? 'clock' : 'error'}) ${inertLabel(type, 64)}`,
    description: joinFacts(inertLabel(about, 128), state === 'waiting' ? t('waits') : t('given up'), tried, formatAge(createdAt, now), mine ? '' : t('another device sends it')),
    detail: joinFacts(inertLabel(webhook, 120), inertLabel(error, 200)),
  };
}

/** What came of sending: `2 of 3 arrived. https://…: it answered 500` */
export function attemptsText(attempts: readonly NotificationAttempt[]): string {
  if (attempts.length === 0) return t('There was nothing to send.');
  const failed = attempts.filter(({ delivered }) => !delivered);
  const first = failed[0];
  const arrived = t('{0} of {1} arrived.', attempts.length - failed.length, attempts.length);
  return first === undefined ? arrived : `${arrived} ${inertLabel(first.webhook, 120)}: ${inertLabel(first.error, 200)}`;
}
