import * as v from 'valibot';
import type { OperationName, OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { auditSchemas } from './audit.ts';
import { branchSchemas } from './branches.ts';
import { commitPlan, commitRequest, commitResult, planCommitParams, stored } from './commit.ts';
import { diffSchemas } from './diff.ts';
import { memberSchemas } from './members.ts';
import { namingSchemas } from './naming.ts';
import { notificationSchemas } from './notifications.ts';
import { policySchemas } from './policy.ts';
import { place, projectState } from './project.ts';
import { asOf, moment, searchSchemas } from './search.ts';
import { stageSchemas } from './stages.ts';
import { statusReport, usageReport, verifyReport, writeOutResult } from './reports.ts';
import { evaluationSummary, modelSummary, versionDetail, versionSummary } from './version.ts';
import { absolutePath, count, named, names, rows, text, written } from './values.ts';

const cwd = absolutePath;
const ref = named;
const flag = v.exactOptional(v.boolean());
const at = v.strictObject({ cwd });
const atVersion = v.strictObject({ cwd, ref });
const page = v.strictObject({
  cwd,
  limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
  after: v.exactOptional(named),
  model: v.exactOptional(named),
  at: moment,
});

/** Schemas of every operation: params are strict (an unknown field is refused), results let fields pass that are new. */
export type OperationSchemas = {
  readonly [N in OperationName]: {
    readonly params: v.GenericSchema<unknown, OperationParams<N>>;
    readonly result: v.GenericSchema<unknown, OperationResult<N>>;
  };
};

export const operationSchemas = {
  ...auditSchemas,
  ...diffSchemas,
  ...branchSchemas,
  ...namingSchemas,
  ...memberSchemas,
  ...notificationSchemas,
  ...policySchemas,
  ...searchSchemas,
  ...stageSchemas,
  projectState: { params: at, result: projectState },
  where: { params: at, result: place },
  initRegistry: { params: v.strictObject({ cwd, name: v.exactOptional(named), adopt: flag, admission: v.exactOptional(v.picklist(['open', 'closed'])) }), result: place },
  planCommit: { params: planCommitParams, result: commitPlan },
  commitVersion: { params: commitRequest, result: commitResult },
  recordEvaluation: {
    params: v.strictObject({ cwd, dryRun: flag, ref, metrics: named, data: v.exactOptional(names), name: v.exactOptional(named) }),
    result: v.looseObject({ dryRun: v.exactOptional(v.literal(true)), ref: text, id: text, evaluation: evaluationSummary }),
  },
  storeVersion: { params: atVersion, result: v.looseObject({ ref: text, stored }) },
  undoCommit: { params: v.strictObject({ cwd, dryRun: flag, ref, reason: v.exactOptional(written) }), result: v.looseObject({ dryRun: v.exactOptional(v.literal(true)), ref: text, id: text }) },
  status: { params: at, result: statusReport },
  listModels: { params: page, result: v.looseObject({ models: rows(modelSummary), next: v.exactOptional(text), asOf }) },
  logVersions: { params: v.strictObject({ ...page.entries, branch: v.exactOptional(named) }), result: v.looseObject({ versions: rows(versionSummary), next: v.exactOptional(text), asOf }) },
  showVersion: { params: v.strictObject({ cwd, ref, at: moment }), result: v.looseObject({ ...versionDetail.entries, asOf }) },
  showObject: {
    params: v.strictObject({ cwd, ref, object: v.picklist(['patch', 'environment', 'data']) }),
    result: v.looseObject({ text }),
  },
  versionCard: { params: atVersion, result: v.looseObject({ markdown: text }) },
  pullVersion: { params: v.strictObject({ cwd, ref, output: named, force: flag, withdrawn: flag }), result: writeOutResult },
  restoreVersion: { params: v.strictObject({ cwd, ref, force: flag, withdrawn: flag }), result: writeOutResult },
  rebuildCode: { params: v.strictObject({ cwd, ref, output: named, trusted: flag }), result: writeOutResult },
  verifyRegistry: { params: v.strictObject({ cwd, ref: v.exactOptional(ref), readData: flag, checkpoint: v.exactOptional(named), trusted: flag }), result: verifyReport },
  rebuildCatalogue: { params: at, result: v.looseObject({ slots: count, events: count, root: text }) },
  diskUsage: { params: at, result: usageReport },
  exportRegistry: { params: v.strictObject({ cwd, file: named }), result: v.looseObject({ file: text, bytes: count, sha256: text }) },
  importRegistry: { params: v.strictObject({ cwd, file: named }), result: place },
  trackModel: { params: v.strictObject({ cwd, model: named, paths: names }), result: v.looseObject({ config: text }) },
} satisfies OperationSchemas;

/** Names of all operations. */
export const operationNames = Object.keys(operationSchemas) as readonly OperationName[];
