import * as v from 'valibot';
import { count, rows, text } from './values.ts';

export const metric = v.looseObject({ name: text, value: text });
export const metrics = v.array(metric);
export const param = v.looseObject({ name: text, type: v.picklist(['int', 'float', 'bool', 'string', 'null']), value: text });
/** A doubt or a gap. */
export const note = v.looseObject({ code: text, fact: text, message: text });

const tensor = v.looseObject({ name: text, dtype: text, shape: v.array(count), sha256: text });

/** A file of a manifest. */
export const manifestFile = v.looseObject({
  path: text,
  size: count,
  sha256: text,
  media: text,
  tensors: v.exactOptional(rows(tensor)),
  tensorTable: v.exactOptional(text),
});
