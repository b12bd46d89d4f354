import * as v from 'valibot';
import type { Policy } from '../../core/policy/policy.ts';
import { changed, dryRun } from './changed.ts';
import { absolutePath as cwd, count, rows, text, written } from './values.ts';

/** The text of a `modelkeep.json`: 4 MiB at most. */
const content = v.exactOptional(v.pipe(v.string(), v.maxLength(4 * 1024 * 1024, 'must have at most 4,194,304 characters')));
const policy = v.custom<Policy>((value) => typeof value === 'object' && value !== null && 'stages' in value && 'rules' in value);
const hash = v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)));

const summary = v.looseObject({ hash: text, position: v.number(), policy, source: text, author: v.exactOptional(text), message: v.exactOptional(text), appliedAt: v.exactOptional(text) });
const finding = v.looseObject({ severity: v.picklist(['error', 'warning']), path: text, message: text, line: count, column: count, endLine: count, endColumn: count });
const difference = v.looseObject({ about: text, effect: v.picklist(['stricter', 'looser', 'changed']), before: v.exactOptional(text), after: v.exactOptional(text) });
const check = { config: text, state: v.picklist(['none', 'invalid', 'same', 'differs', 'unknown']), findings: rows(finding), line: v.exactOptional(count) };

/** Schemas of the operations on the policy. */
export const policySchemas = {
  showPolicy: { params: v.strictObject({ cwd }), result: summary },
  checkPolicy: { params: v.strictObject({ cwd, text: content }), result: v.looseObject(check) },
  diffPolicy: { params: v.strictObject({ cwd, text: content }), result: v.looseObject({ ...check, inForce: summary, hash: v.exactOptional(text), differences: rows(difference), notices: rows(text) }) },
  applyPolicy: {
    params: v.strictObject({ cwd, dryRun, message: v.exactOptional(written), expect: hash, seen: hash }),
    result: v.looseObject({ ...changed, state: v.picklist(['applied', 'same']), hash: text, differences: rows(difference), notices: rows(text) }),
  },
};
