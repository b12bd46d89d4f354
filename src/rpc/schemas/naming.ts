import * as v from 'valibot';
import { changed, dryRun } from './changed.ts';
import { absolutePath as cwd, named, names, rows, text, written } from './values.ts';

const ref = named;
const ofVersion = { cwd, dryRun, ref };
const ofModel = { cwd, dryRun, model: named };
const changedVersion = v.looseObject({ ...changed, ref: text });
const changedModel = v.looseObject({ ...changed, model: text });
const labels = v.pipe(v.array(v.strictObject({ name: named, value: written })), v.maxLength(1000, 'must have at most 1,000 entries'));

/** A label in a result. */
export const labelRows = rows(v.looseObject({ name: text, value: text }));
/** Labels in params. */
export const givenLabels = labels;

/** Schemas of the operations that name and label. */
export const namingSchemas = {
  setTag: {
    params: v.strictObject({ ...ofVersion, tag: v.exactOptional(named), bump: v.exactOptional(v.picklist(['major', 'minor', 'patch'])) }),
    result: v.looseObject({ ...changed, ref: text, tag: text }),
  },
  retireTag: { params: v.strictObject({ ...ofVersion, reason: written }), result: v.looseObject({ ...changed, ref: text, tag: text }) },
  setLabels: { params: v.strictObject({ ...ofVersion, labels }), result: changedVersion },
  removeLabels: { params: v.strictObject({ ...ofVersion, names }), result: changedVersion },
  describeVersion: { params: v.strictObject({ ...ofVersion, text: written }), result: changedVersion },
  deprecateVersion: { params: v.strictObject({ ...ofVersion, reason: written, use: v.exactOptional(named) }), result: changedVersion },
  withdrawVersion: { params: v.strictObject({ ...ofVersion, reason: written }), result: v.looseObject({ ...changed, ref: text, id: text }) },
  recordDeployment: { params: v.strictObject({ ...ofVersion, target: written, message: v.exactOptional(written) }), result: changedVersion },
  setAlias: {
    params: v.strictObject({ ...ofModel, alias: named, ref, expect: v.exactOptional(named) }),
    result: v.looseObject({ ...changed, model: text, alias: text, ref: text, was: v.exactOptional(text) }),
  },
  removeAlias: { params: v.strictObject({ ...ofModel, alias: named, expect: v.exactOptional(named) }), result: v.looseObject({ ...changed, model: text, alias: text, was: text }) },
  describeModel: { params: v.strictObject({ ...ofModel, text: written }), result: changedModel },
  setModelOwner: { params: v.strictObject({ ...ofModel, owner: written }), result: changedModel },
  renameModel: { params: v.strictObject({ ...ofModel, name: named }), result: v.looseObject({ ...changed, model: text, was: text }) },
  archiveModel: { params: v.strictObject({ ...ofModel, archived: v.boolean() }), result: v.looseObject({ ...changed, model: text, archived: v.boolean() }) },
};
