import * as v from 'valibot';
import { changed, dryRun } from './changed.ts';
import { writeOutResult } from './reports.ts';
import { absolutePath as cwd, count, named, rows, text, written } from './values.ts';

const ref = named;
const stage = named;
const flag = v.exactOptional(v.boolean());
const versionHere = v.looseObject({ ref: text, id: text });

const rule = v.looseObject({ kind: v.picklist(['state', 'from', 'role', 'approvals', 'gate']), rule: text, met: v.boolean(), fact: text, message: text, attested: v.boolean(), at: v.exactOptional(text), line: v.exactOptional(count) });

const explanation = v.looseObject({
  ref: text,
  id: text,
  stage: text,
  allowed: v.boolean(),
  rules: rows(rule),
  lacksApprovals: v.boolean(),
  overridable: v.boolean(),
  protected: v.boolean(),
  attests: v.array(v.picklist(['commitOnRemote', 'bytesRehashed'])),
  approvals: v.looseObject({ given: count, needed: count }),
  request: v.exactOptional(text),
  holder: v.exactOptional(versionHere),
});

const period = v.looseObject({
  stage: text,
  ref: text,
  number: count,
  id: text,
  tag: v.exactOptional(text),
  entry: v.picklist(['promoted', 'overridden', 'rolledBack', 'replaced']),
  from: count,
  since: text,
  exit: v.exactOptional(v.picklist(['replaced', 'moved', 'demoted', 'rolledBack'])),
  to: v.exactOptional(count),
  until: v.exactOptional(text),
  author: text,
  message: text,
  approvedBy: v.exactOptional(v.array(text)),
});

const request = v.looseObject({
  id: text,
  model: text,
  ref: text,
  version: text,
  tag: v.exactOptional(text),
  stage: text,
  approvals: count,
  needed: count,
  state: v.picklist(['waiting', 'approved', 'promoted', 'cancelled', 'rejected', 'voided']),
  ending: text,
  author: text,
  member: text,
  message: text,
  createdAt: text,
  position: count,
  answers: rows(v.looseObject({ verdict: v.picklist(['granted', 'rejected']), author: text, member: text, message: text, createdAt: text })),
  mine: v.boolean(),
  waiting: v.boolean(),
});

const hindrances = v.looseObject({ approve: v.exactOptional(text), reject: v.exactOptional(text), cancel: v.exactOptional(text), promote: v.exactOptional(text) });

const requestResult = v.looseObject({ ...changed, request: v.exactOptional(request) });

/** Schemas of the operations on stages, requests and approvals. */
export const stageSchemas = {
  promoteVersion: {
    params: v.strictObject({ cwd, dryRun, ref, stage, message: v.exactOptional(written), expect: v.exactOptional(named), override: flag }),
    result: v.looseObject({ ...changed, ref: text, id: text, stage: text, state: v.picklist(['promoted', 'overridden', 'requested', 'unchanged']), replaced: v.exactOptional(versionHere), request: v.exactOptional(request), rules: rows(rule), notices: rows(text) }),
  },
  demoteVersion: { params: v.strictObject({ cwd, dryRun, ref, message: written }), result: v.looseObject({ ...changed, ref: text, id: text, stage: text }) },
  explainStage: { params: v.strictObject({ cwd, ref, stage }), result: explanation },
  explainStages: { params: v.strictObject({ cwd, ref }), result: v.looseObject({ ref: text, stages: rows(explanation) }) },
  openRequest: { params: v.strictObject({ cwd, dryRun, ref, stage, message: written }), result: requestResult },
  cancelRequest: { params: v.strictObject({ cwd, dryRun, id: named, message: v.exactOptional(written) }), result: requestResult },
  approveRequest: { params: v.strictObject({ cwd, dryRun, id: named, message: v.exactOptional(written) }), result: requestResult },
  rejectRequest: { params: v.strictObject({ cwd, dryRun, id: named, message: written }), result: requestResult },
  listRequests: { params: v.strictObject({ cwd, mine: flag, waiting: flag }), result: v.looseObject({ requests: rows(request) }) },
  showRequest: { params: v.strictObject({ cwd, id: named }), result: v.looseObject({ request, explanation, hindrances }) },
  explainRollback: {
    params: v.strictObject({ cwd, model: named, stage, to: v.exactOptional(named) }),
    result: v.looseObject({ ref: text, id: text, stage: text, allowed: v.boolean(), rules: rows(rule), from: v.exactOptional(versionHere) }),
  },
  rollbackStage: {
    params: v.strictObject({ cwd, dryRun, model: named, stage, to: v.exactOptional(named), message: written, expect: v.exactOptional(named), restore: flag }),
    result: v.looseObject({ ...changed, ref: text, id: text, stage: text, from: v.exactOptional(versionHere), restored: v.exactOptional(writeOutResult) }),
  },
  listStages: {
    params: v.strictObject({ cwd, model: named, history: flag }),
    result: v.looseObject({
      model: text,
      stages: rows(v.looseObject({ name: text, holders: v.picklist(['one', 'many']), protected: v.boolean(), known: v.boolean(), versions: rows(period) })),
      history: v.exactOptional(rows(period)),
    }),
  },
};
