import { randomBytes } from 'node:crypto';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { postWebhook } from '../../adapters/notify/postWebhook.ts';
import { ATTEMPT_MS, missingSecret, secretOf } from '../../adapters/notify/sendDue.ts';
import { readProjectText } from '../../adapters/project/projectFile.ts';
import { readNotifications } from '../../adapters/project/readNotifications.ts';
import type { OpenRegistry } from '../openRegistry.ts';

/** Sends a notification of type `test` to every webhook, once. */
export async function testNotifications(registry: OpenRegistry, _params: OperationParams<'testNotifications'>): Promise<OperationResult<'testNotifications'>> {
  const { rules, problems } = readNotifications(readProjectText(registry.project.config));
  const { registry: id } = await registry.place();
  const run = randomBytes(8).toString('hex');
  const attempts = rules.map(async ({ index, rule: { webhook, addresses, secret: reference } }) => {
    const name = `test-${run}-${index}`;
    const secret = secretOf(reference, registry.options.env);
    if (secret === undefined) return { id: name, webhook, delivered: false, error: missingSecret(reference) };
    const body = JSON.stringify({ type: 'test', timestamp: new Date().toISOString(), data: { registry: id, message: 'A test of modelkeep notifications.' } });
    const posted = await postWebhook({ id: name, webhook, addresses, body }, { secret, timeoutMs: ATTEMPT_MS, now: Date.now });
    return { id: name, webhook, delivered: posted.delivered, error: posted.delivered ? '' : posted.error };
  });
  return { attempts: await Promise.all(attempts), problems };
}
