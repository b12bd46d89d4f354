import * as v from 'valibot';
import { absolutePath as cwd, count, names, rows, text } from './values.ts';

const at = v.strictObject({ cwd });
const attempts = rows(v.looseObject({ id: text, webhook: text, delivered: v.boolean(), error: text }));
const problems = rows(text);
const state = v.picklist(['waiting', 'givenUp']);
const notification = v.looseObject({ id: text, type: text, about: text, webhook: text, state, attempts: count, createdAt: text, nextAt: v.exactOptional(text), error: text, mine: v.boolean() });

/** Schemas of the operations on webhooks. */
export const notificationSchemas = {
  listNotifications: { params: at, result: v.looseObject({ notifications: rows(notification), problems }) },
  retryNotifications: { params: v.strictObject({ cwd, ids: v.exactOptional(names) }), result: v.looseObject({ attempts }) },
  testNotifications: { params: at, result: v.looseObject({ attempts, problems }) },
};
