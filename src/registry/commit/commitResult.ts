import type { Manifest } from '../../core/model/manifest.ts';
import { formatReference } from '../../core/model/reference.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { CommitResult } from '../../core/operations/commitOperations.ts';
import type { Finding } from '../../core/ports/collector.ts';
import { workspaceName } from '../../adapters/lineage/workspaceName.ts';
import { assembleLineage } from './assembleLineage.ts';
import type { PreparedCommit } from './prepareCommit.ts';

/** What a commit answers about a version that is in the ledger now. */
export function versionResult(state: CommitResult['state'], version: VersionRow, manifest: Manifest, dryRun: boolean, modelName: string): CommitResult {
  const { record } = version;
  return {
    state,
    dryRun,
    model: modelName,
    number: version.number,
    ref: formatReference(modelName, version.number),
    id: version.id,
    manifest: version.manifest,
    branch: version.branch,
    parents: record.parents,
    files: manifest.files,
    params: record.params,
    metrics: record.metrics,
    lineage: record.lineage,
    doubts: record.lineage.doubts,
    missing: record.lineage.missing,
    stored: { bytes: version.size, newBytes: 0 },
    created: false,
    notices: [],
  };
}

/** What a commit would record; no byte of the files was read. */
export function dryRunResult(prepared: PreparedCommit, finding: Finding, newest: VersionRow | undefined): CommitResult {
  const { context, collected } = prepared;
  const { name, outside } = workspaceName(context.root, collected.folder);
  const lineage = assembleLineage(finding, outside ? undefined : name, []);
  const size = collected.files.reduce((sum, file) => sum + file.size, 0);
  return {
    state: 'saved',
    dryRun: true,
    model: prepared.model,
    number: 0,
    ref: prepared.model,
    id: '',
    manifest: '',
    branch: prepared.branch,
    parents: newest === undefined ? prepared.parents : [newest.id, ...prepared.parents],
    files: collected.files.map((file) => ({ path: file.path, size: file.size, sha256: '', media: '' })),
    params: finding.params ?? [],
    metrics: finding.metrics ?? [],
    lineage,
    doubts: lineage.doubts,
    missing: lineage.missing,
    stored: { bytes: size, newBytes: 0 },
    ...(newest === undefined ? {} : { previous: { number: newest.number, metrics: newest.record.metrics } }),
    created: false,
    notices: [],
  };
}
