import * as v from 'valibot';
import { changed, dryRun } from './changed.ts';
import { absolutePath as cwd, named, text } from './values.ts';

const ref = named;

/** Schemas of the operations that name and label. */
export const namingSchemas = {
  setTag: {
    params: v.strictObject({ cwd, dryRun, ref, tag: v.exactOptional(named), bump: v.exactOptional(v.picklist(['major', 'minor', 'patch'])) }),
    result: v.looseObject({ ...changed, ref: text, tag: text }),
  },
};
