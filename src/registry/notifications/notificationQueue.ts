import { join } from 'node:path';
import { DeliveryQueue } from '../../adapters/notify/deliveryQueue.ts';

/** The queue of a registry's folder. */
export function notificationQueue(folder: string): DeliveryQueue {
  return new DeliveryQueue(join(folder, 'notify'));
}
