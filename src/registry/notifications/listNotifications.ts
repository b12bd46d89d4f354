import { readProjectText } from '../../adapters/project/projectFile.ts';
import { readNotifications } from '../../adapters/project/readNotifications.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { notificationQueue } from './notificationQueue.ts';

/** What waits to be sent, and what was given up. */
export async function listNotifications(registry: OpenRegistry, _params: OperationParams<'listNotifications'>): Promise<OperationResult<'listNotifications'>> {
  const device = registry.device();
  const { problems } = readNotifications(readProjectText(registry.project.config));
  const notifications = notificationQueue(registry.folder).list().map(({ id, type, about, webhook, state, attempts, createdAt, nextAt, error, device: of }) => ({
    id,
    type,
    about,
    webhook,
    state,
    attempts,
    createdAt: new Date(createdAt).toISOString(),
    ...(state === 'waiting' ? { nextAt: new Date(nextAt).toISOString() } : {}),
    error,
    mine: of === device,
  }));
  return { notifications, problems };
}
