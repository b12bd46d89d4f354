import { asksFor } from '../../core/notifications/notificationRule.ts';
import type { Notice } from '../../core/notifications/notices.ts';
import type { Decided } from '../../core/operations/decision.ts';
import { PATIENCE_MS, type Delivery } from '../../adapters/notify/delivery.ts';
import { readProjectText } from '../../adapters/project/projectFile.ts';
import { readNotifications, type ReadNotifications } from '../../adapters/project/readNotifications.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';
import { notificationQueue } from './notificationQueue.ts';

/**
 * Puts into the queue what `modelkeep.json` wants told of events that have just been written. It sends nothing, and it
 * never fails: the events are in the ledger. Costs one look at the project file when nothing is configured.
 */
export async function enqueueNotifications(registry: OpenRegistry, decided: Pick<Decided, 'dryRun' | 'events' | 'time'>): Promise<void> {
  if (decided.dryRun || decided.events.length === 0) return;
  try {
    const { rules } = readNotifications(readProjectText(registry.project.config));
    if (rules.length === 0) return;
    const notices = await ask(registry, 'notices', { events: decided.events, time: decided.time });
    const queue = notificationQueue(registry.folder);
    for (const notice of notices) for (const delivery of deliveriesOf(notice, rules)) queue.put(delivery);
  } catch {
    // Whoever lists or tests notifications meets the same obstacle and is told.
  }
}

function deliveriesOf(notice: Notice, rules: ReadNotifications['rules']): readonly Delivery[] {
  const now = Date.now();
  const { type, timestamp, data } = notice;
  const [device = ''] = data.event.split('.');
  return rules.filter(({ rule }) => asksFor(rule, notice)).map(({ index, rule }) => ({
    id: `${data.event.replace('.', '-')}-${index}${type === 'version.stable' ? '-stable' : ''}`,
    device,
    type,
    about: data.ref ?? data.model ?? '',
    webhook: rule.webhook,
    secret: rule.secret,
    addresses: rule.addresses,
    body: JSON.stringify({ type, timestamp, data }),
    createdAt: now,
    until: now + PATIENCE_MS,
    state: 'waiting',
    attempts: 0,
    nextAt: now,
    error: '',
  }));
}
