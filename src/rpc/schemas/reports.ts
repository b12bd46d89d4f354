import * as v from 'valibot';
import { count, rows, text } from './values.ts';

const statusEntries = rows(v.looseObject({ model: text, path: text, ref: v.exactOptional(text) }));

export const statusReport = v.looseObject({ changed: statusEntries, unchanged: statusEntries, unknown: statusEntries });

export const verifyReport = v.looseObject({
  ok: v.boolean(),
  slots: count,
  events: count,
  objects: count,
  bytes: count,
  root: text,
  checkpoints: count,
  findings: rows(v.looseObject({ kind: v.picklist(['slot', 'event', 'catalogue', 'object', 'device', 'checkpoint']), where: text, message: text })),
});

export const usageReport = v.looseObject({
  total: count,
  entries: rows(v.looseObject({ model: text, ref: v.exactOptional(text), own: count, shared: count, withdrawn: v.exactOptional(v.literal(true)) })),
});

export const writeOutResult = v.looseObject({
  ref: text,
  id: text,
  output: text,
  written: rows(text),
  same: rows(text),
  notes: rows(text),
});
