import { RegistryError } from '../../core/errors.ts';
import { formatReference } from '../../core/model/reference.ts';
import type { Manifest, ManifestFile } from '../../core/model/manifest.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { OperationContext } from '../../core/operations/operations.ts';
import type { VerifyFinding } from '../../core/operations/verifyReport.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { externalFile, hashExternalFile } from './externalFile.ts';
import { objectsOfVersion } from './objectsOfVersion.ts';
import { readManifest } from './readManifest.ts';
import { isLost } from './isLost.ts';

/** What was looked at so far; an object that many versions share is looked at once. */
export interface CheckedObjects {
  objects: number;
  bytes: number;
  readonly seen: Set<string>;
}

export interface CheckOptions {
  readonly readData: boolean;
  readonly findings: VerifyFinding[];
  readonly checked: CheckedObjects;
  readonly operation: OperationContext;
}

/** Looks for every object of these versions; adds what is wrong to the findings. */
export async function checkVersions(registry: OpenRegistry, versions: readonly VersionRow[], options: CheckOptions): Promise<void> {
  for (const version of versions) {
    if (options.operation.signal?.aborted === true) throw new RegistryError('cancelled', 'Cancelled.');
    const manifest = await manifestOrFinding(registry, version, options);
    if (manifest === undefined) continue;
    for (const object of objectsOfVersion(version.record, manifest)) await checkObject(registry, version, object, 'an object of its lineage', options);
    for (const file of manifest.files) await checkFile(registry, version, file, options);
  }
}

async function manifestOrFinding(registry: OpenRegistry, version: VersionRow, { findings }: CheckOptions): Promise<Manifest | undefined> {
  try {
    return await readManifest(registry.store, version);
  } catch (error) {
    if (!isLost(error)) throw error;
    findings.push({ kind: 'object', where: version.manifest, message: error.message });
    return undefined;
  }
}

async function checkFile(registry: OpenRegistry, version: VersionRow, file: ManifestFile, options: CheckOptions): Promise<void> {
  if (options.checked.seen.has(file.sha256)) return;
  if (version.storage === 'external' && !(await registry.store.has(file.sha256))) return checkExternal(registry, version, file, options);
  await checkObject(registry, version, file.sha256, JSON.stringify(file.path), options);
}

async function checkObject(registry: OpenRegistry, version: VersionRow, sha256: string, what: string, { readData, findings, checked, operation }: CheckOptions): Promise<void> {
  if (checked.seen.has(sha256)) return;
  checked.seen.add(sha256);
  const { state, bytes } = await registry.store.check(sha256, { readData, ...(operation.signal === undefined ? {} : { signal: operation.signal }) });
  checked.objects += 1;
  checked.bytes += bytes;
  operation.onProgress?.({ phase: 'verifying', bytes: checked.bytes, total: checked.bytes, path: refOf(version) });
  if (state !== 'present') findings.push({ kind: 'object', where: sha256, message: `${refOf(version)}: ${what} is ${state}: ${sha256}` });
}

async function checkExternal(registry: OpenRegistry, version: VersionRow, file: ManifestFile, { readData, findings, checked }: CheckOptions): Promise<void> {
  checked.seen.add(file.sha256);
  checked.objects += 1;
  const place = externalFile(registry, version, file);
  const state = place === undefined ? 'gone' : await hashExternalFile(registry, place, file, readData);
  checked.bytes += file.size;
  if (state !== 'same') findings.push({ kind: 'object', where: file.sha256, message: `${refOf(version)}: ${JSON.stringify(file.path)} was committed without a copy and is ${state} where it lay: ${place ?? 'its place is not known'}` });
}

function refOf(version: VersionRow): string {
  return formatReference(version.model, version.number);
}
