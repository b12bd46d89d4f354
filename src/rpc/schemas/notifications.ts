import * as v from 'valibot';
import { absolutePath as cwd, count, names, rows, text } from './values.ts';

const at = v.strictObject({ cwd });
const attempts = rows(v.looseObject({ id: text, webhook: text, delivered: v.boolean(), error: text }));
const problems = rows(text);
const state = v.picklist(['waiting', 'givenUp']);
const notification = v.looseObject({ id: text, type: text, about: text, webhook: text, state, attempts: count, createdAt: text, nextAt: v.exactOptional(text), error: text, mine: v.boolean() });

const kind = v.picklist(['approvalWanted', 'promotionWanted', 'approved', 'rejected', 'voided', 'cancelled', 'promoted', 'overridden', 'rolledBack']);
const item = v.looseObject({ kind, position: count, model: text, ref: text, tag: v.exactOptional(text), stage: text, who: text, message: text, request: v.exactOptional(text), rules: v.exactOptional(v.array(text)) });

/** Schemas of the operations on notifications. */
export const notificationSchemas = {
  listNotifications: { params: at, result: v.looseObject({ notifications: rows(notification), problems }) },
  listNews: { params: v.strictObject({ cwd, since: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(-1))), all: v.exactOptional(v.boolean()) }), result: v.looseObject({ registry: text, position: v.number(), news: rows(item) }) },
  retryNotifications: { params: v.strictObject({ cwd, ids: v.exactOptional(names) }), result: v.looseObject({ attempts }) },
  testNotifications: { params: at, result: v.looseObject({ attempts, problems }) },
};
