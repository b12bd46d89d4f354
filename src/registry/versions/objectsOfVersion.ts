import type { Lineage, ObjectRef } from '../../core/model/lineage.ts';
import type { Manifest } from '../../core/model/manifest.ts';
import type { VersionRecord } from '../../core/model/record.ts';

/** Digests (hex) of the objects that a lineage names: patches, untracked files, listings, package lists, histories. */
export function objectsOfLineage(lineage: Lineage): readonly string[] {
  const refs: (ObjectRef | undefined)[] = [
    ...lineage.code.flatMap((code) => [code.patch, ...(code.untracked ?? [])]),
    ...lineage.data.map((data) => data.listing),
    ...[...lineage.paramSources, ...lineage.metricSources].map((source) => source.history),
    lineage.environment?.list,
  ];
  return [...new Set(refs.flatMap((ref) => (ref === undefined ? [] : [ref.sha256])))];
}

/** Digests of the objects that a version needs besides its files: its manifest, tables of tensors, its lineage's objects. */
export function objectsOfVersion(record: VersionRecord, manifest: Manifest): readonly string[] {
  const tables = manifest.files.flatMap((file) => (file.tensorTable === undefined ? [] : [file.tensorTable]));
  return [...new Set([record.manifest, ...tables, ...objectsOfLineage(record.lineage)])];
}
