import { RegistryError } from '../../core/errors.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { PATIENCE_MS } from '../../adapters/notify/delivery.ts';
import { sendDue } from '../../adapters/notify/sendDue.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { notificationQueue } from './notificationQueue.ts';

/** Sends now what waits or was given up; what fails is tried again for 24 hours from now. */
export async function retryNotifications(registry: OpenRegistry, params: OperationParams<'retryNotifications'>): Promise<OperationResult<'retryNotifications'>> {
  const queue = notificationQueue(registry.folder);
  const device = registry.device() ?? '';
  const mine = new Set(queue.list().filter((one) => one.device === device).map((one) => one.id));
  const unknown = params.ids?.find((id) => !mine.has(id));
  if (unknown !== undefined) throw new RegistryError('reference.notFound', `No notification of this device waits by the id ${unknown}.`, { hint: 'What waits: modelkeep notifications list' });
  const only = new Set(params.ids ?? mine);
  const now = Date.now();
  for (const id of only) {
    const delivery = queue.claim(id);
    if (delivery === undefined) continue;
    queue.replace({ ...delivery, state: 'waiting', attempts: 0, nextAt: now, until: now + PATIENCE_MS });
    queue.free(id);
  }
  const sent = await sendDue({ queue, device, env: registry.options.env, now: Date.now, only });
  return { attempts: sent.map(({ delivery: { id, webhook }, posted }) => ({ id, webhook, delivered: posted.delivered, error: posted.delivered ? '' : posted.error })) };
}
