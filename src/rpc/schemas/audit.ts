import * as v from 'valibot';
import { absolutePath as cwd, count, named, rows, text } from './values.ts';

const optional = v.exactOptional(text);
const change = v.looseObject({ fact: text, name: text, before: optional, after: optional });

export const auditEvent = v.looseObject({
  position: count,
  time: text,
  type: text,
  model: optional,
  ref: optional,
  actor: v.looseObject({ member: text, id: text, device: text, author: text }),
  change: text,
  before: optional,
  after: optional,
  details: rows(change),
  more: count,
  message: text,
  signature: v.picklist(['valid', 'changed', 'wrong', 'unknownKey', 'unchecked']),
  rejected: v.nullable(text),
  raw: text,
});

const filter = v.exactOptional(named);

/** Schemas of the operations for auditors. */
export const auditSchemas = {
  auditLog: {
    params: v.strictObject({
      cwd,
      limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
      after: filter,
      model: filter,
      version: filter,
      type: filter,
      actor: filter,
      from: filter,
      to: filter,
      text: filter,
      rejected: v.exactOptional(v.boolean()),
    }),
    result: v.looseObject({ events: rows(auditEvent), next: optional }),
  },
  exportAudit: {
    params: v.strictObject({ cwd, output: named, model: filter }),
    result: v.looseObject({ output: text, registry: text, events: count, slots: count, size: count, root: text, bytes: count }),
  },
  writeCheckpoint: {
    params: v.strictObject({ cwd, output: filter }),
    result: v.looseObject({ file: text, registry: text, size: count, root: text, note: text, written: v.boolean() }),
  },
};
