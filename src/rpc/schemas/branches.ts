import * as v from 'valibot';
import { changed, dryRun } from './changed.ts';
import { absolutePath as cwd, count, named, rows, text, written } from './values.ts';

const ofBranch = { cwd, dryRun, model: named, branch: named };

/** Schemas of the operations on branches. */
export const branchSchemas = {
  listBranches: {
    params: v.strictObject({ cwd, model: named }),
    result: v.looseObject({ model: text, branches: rows(v.looseObject({ branch: text, open: v.boolean(), versions: count, withdrawn: v.exactOptional(count), newest: v.exactOptional(text), from: v.exactOptional(text) })) }),
  },
  createBranch: { params: v.strictObject({ ...ofBranch, from: v.exactOptional(named) }), result: v.looseObject({ ...changed, model: text, branch: text, from: v.exactOptional(text) }) },
  adoptBranch: { params: v.strictObject({ ...ofBranch, message: written }), result: v.looseObject({ ...changed, ref: text, id: text, source: text, model: text, branch: text }) },
  closeBranch: { params: v.strictObject(ofBranch), result: v.looseObject({ ...changed, model: text, branch: text }) },
};
