import type { VersionSummary } from '../../core/operations/versionAnswers.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { VersionNames } from '../../core/ports/versionNames.ts';
import { formatReference } from '../../core/model/reference.ts';

/** A version as lists show it. */
export function versionSummary(row: VersionRow, names: VersionNames): VersionSummary {
  const { model, tags, aliases, stages, overridden, labels, description, deprecated, withdrawn } = names;
  const { lineage } = row.record;
  const step = row.record.params.find((param) => param.name === 'step' || param.name === 'global_step')?.value ?? row.record.metrics.find((metric) => metric.name === 'step')?.value;
  return {
    ref: formatReference(model, row.number),
    model,
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
    withdrawn: withdrawn !== undefined,
    tags,
    aliases,
    stages,
    ...(overridden.length === 0 ? {} : { overridden }),
    labels,
    description,
    ...(deprecated === undefined ? {} : { deprecated: { reason: deprecated.reason, author: deprecated.author, ...(deprecated.successor === undefined ? {} : { successor: formatReference(model, deprecated.successor) }) } }),
  };
}
