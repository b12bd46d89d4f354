import * as v from 'valibot';
import type { VersionDiff } from '../../core/diff/versionDiff.ts';
import { absolutePath as cwd, count, named, text } from './values.ts';

const flag = v.exactOptional(v.boolean());

/** A comparison is large and made by our own program: its sections are looked for, and the rest is taken as it is. */
const versionDiff = v.custom<VersionDiff>((value) => {
  if (typeof value !== 'object' || value === null) return false;
  const { from, to, headline, summary, metrics, params, code, data, files, tensors } = value as { readonly [K in keyof VersionDiff]?: unknown };
  return [from, to, headline, summary, tensors].every((part) => typeof part === 'object' && part !== null) && [metrics, params, code, data, files].every((part) => Array.isArray(part));
}, 'is no comparison');

/** Schemas of the operations that compare. */
export const diffSchemas = {
  diffVersions: {
    params: v.strictObject({
      cwd,
      from: v.exactOptional(named),
      to: v.exactOptional(named),
      against: v.exactOptional(v.picklist(['previous', 'baseline'])),
      workspace: flag,
      most: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
      trusted: flag,
    }),
    result: versionDiff,
  },
  compareFile: {
    params: v.strictObject({ cwd, ref: named, path: named, of: v.picklist(['code', 'artifact']), repository: v.exactOptional(named), trusted: flag }),
    result: v.looseObject({ state: v.picklist(['text', 'absent', 'binary', 'tooLarge']), text, size: count }),
  },
};
