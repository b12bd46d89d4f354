import { join } from 'node:path';
import { nodeRuntime } from '../../adapters/keys/nodeRuntime.ts';
import { workspaceName } from '../../adapters/lineage/workspaceName.ts';
import type { DiffSide } from '../../core/diff/diffInput.ts';
import { RegistryError } from '../../core/errors.ts';
import type { Manifest } from '../../core/model/manifest.ts';
import type { OperationContext } from '../../core/operations/operations.ts';
import type { ArtifactFile } from '../../core/ports/collector.ts';
import type { IngestedFile } from '../../core/ports/objectStore.ts';
import { toHex } from '../../core/text/encodings.ts';
import { assembleLineage } from '../commit/assembleLineage.ts';
import { buildManifest } from '../commit/buildManifest.ts';
import { captureLineage } from '../commit/captureLineage.ts';
import { describingFacts, headerFacts } from '../commit/modelFacts.ts';
import { prepareCommit, type PreparedCommit } from '../commit/prepareCommit.ts';
import { statKey } from '../commit/unchangedFiles.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import type { SideSource } from './withObjects.ts';

/**
 * What the same files would be, committed now: their digests and headers, params, metrics and lineage. Nothing is kept. Bytes
 * are read only where their stat is not that of a file of the version.
 * @throws RegistryError path.missing when none of them is there; what {@link prepareCommit} throws
 */
export async function workspaceSide(registry: OpenRegistry, version: DiffSide, trusted: boolean, operation: OperationContext): Promise<SideSource> {
  const { project, options } = registry;
  const paths = await presentPaths(registry, version);
  const prepared = await prepareCommit(project, registry, { cwd: project.root, paths, model: version.row.model, include: 'all', trusted }, options, operation);
  await registry.hashes.load();
  const [finding, read] = await Promise.all([captureLineage(prepared.context, registry.hashes), readFiles(registry, prepared, version.manifest, operation)]);
  const built = buildManifest(nodeRuntime, read.files);
  const manifest: Manifest = { files: [...read.same, ...built.manifest.files].sort((a, b) => (a.path < b.path ? -1 : 1)), v: 1 };
  const { name, outside } = workspaceName(project.root, prepared.collected.folder);
  const { lineage: before, params: _params, metrics: _metrics, ...start } = version.row.record;
  const described = await describingFacts(prepared.collected.files);
  // Where no header was read again, those of the version hold.
  const header = read.files.some(({ facts }) => facts !== undefined) ? headerFacts(read.files) : before.facts.filter((fact) => !described.some((one) => one.name === fact.name));
  const lineage = assembleLineage(finding, outside ? undefined : name, [...header, ...described]);
  const objects = new Map([...built.objects, ...(finding.objects ?? [])].map((bytes) => [toHex(nodeRuntime.sha256(bytes)), bytes]));
  return {
    side: {
      row: { model: version.row.model, record: { ...start, manifest: built.sha256, params: finding.params ?? [], metrics: finding.metrics ?? [], lineage }, message: '', author: '', time: new Date().toISOString() },
      ref: `${outside || name === '.' ? version.row.model : name} (workspace)`,
      labels: [],
      manifest,
      evaluations: [],
    },
    getObject: async (sha256) => objects.get(sha256) ?? registry.store.getObject(sha256),
  };
}

/** The version's files that are there now; none named where `modelkeep.json` declares them. */
async function presentPaths(registry: OpenRegistry, { row, ref, manifest }: DiffSide): Promise<readonly string[]> {
  if ((registry.config().models.get(row.model)?.paths.length ?? 0) > 0) return [];
  const { folder } = row.record.lineage;
  if (folder === undefined) throw new RegistryError('path.missing', `The files of ${ref} lay outside of the project.`, { hint: 'Compare it with another version.' });
  const places = manifest.files.map(({ path }) => join(registry.project.root, folder, path));
  const present = (await Promise.all(places.map(async (place) => ((await statKey(place)) === undefined ? [] : [place])))).flat();
  if (present.length === 0) throw new RegistryError('path.missing', `None of the files of ${ref} is in the workspace now.`, { hint: `modelkeep restore ${ref} writes them back.` });
  return present;
}

interface ReadFiles {
  /** Files that are those of the version, by their stat. */
  readonly same: Manifest['files'];
  readonly files: readonly IngestedFile[];
}

async function readFiles(registry: OpenRegistry, { collected }: PreparedCommit, base: Manifest, operation: OperationContext): Promise<ReadFiles> {
  const known = new Map(base.files.map((file) => [file.path, file]));
  const judged = await Promise.all(
    collected.files.map(async (file) => {
      const key = await statKey(file.absolute);
      const expected = known.get(file.path);
      return { file, same: expected !== undefined && key !== undefined && registry.hashes.get(key) === expected.sha256 ? expected : undefined };
    }),
  );
  const read = (wanted: readonly { readonly file: ArtifactFile }[]): Promise<readonly IngestedFile[]> =>
    registry.store.ingest(wanted.map(({ file }) => file), {
      similar: [],
      external: true,
      ...(operation.signal === undefined ? {} : { signal: operation.signal }),
      ...(operation.onProgress === undefined ? {} : { onProgress: operation.onProgress.bind(operation) }),
    });
  const unchanged = judged.filter(({ same }) => same !== undefined);
  const files = await read(judged.filter(({ same }) => same === undefined));
  // What the headers say is summed over all of them.
  if (files.some(({ facts }) => facts !== undefined)) return { same: [], files: [...files, ...(await read(unchanged))] };
  return { same: unchanged.flatMap(({ same }) => (same === undefined ? [] : [same])), files };
}
