import { createHmac } from 'node:crypto';

/**
 * Value of `webhook-signature` (Standard Webhooks 1.0, symmetric): HMAC-SHA256 over `id.timestamp.body`.
 * @param secret `whsec_` and base 64, or any text, which is taken as it is
 * @param timestamp of this attempt, seconds since 1970
 */
export function signWebhook(secret: string, id: string, timestamp: number, body: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret, 'utf8');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
