import type { VersionSummary } from '../../core/operations/operations.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import { formatReference } from '../../core/model/reference.ts';

/** A version as lists show it. */
export function versionSummary(row: VersionRow, modelName: string, withdrawn = false): VersionSummary {
  const { lineage } = row.record;
  const step = row.record.params.find((param) => param.name === 'step' || param.name === 'global_step')?.value ?? row.record.metrics.find((metric) => metric.name === 'step')?.value;
  return {
    ref: formatReference(modelName, row.number),
    model: modelName,
    number: row.number,
    id: row.id,
    message: row.message,
    createdAt: row.time,
    author: row.author,
    branch: row.branch,
    metrics: row.record.metrics,
    files: row.files,
    size: row.size,
    storage: row.storage,
    parents: row.record.parents,
    doubts: lineage.doubts.length,
    missing: lineage.missing.length,
    ...(lineage.experiment === undefined ? {} : { run: { id: lineage.experiment.id, ...(step === undefined ? {} : { step }) } }),
    ...(lineage.folder === undefined ? {} : { folder: lineage.folder }),
    withdrawn,
  };
}
