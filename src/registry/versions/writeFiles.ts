import { lstat, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { Manifest, ManifestFile } from '../../core/model/manifest.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { OperationContext } from '../../core/operations/operations.ts';
import { failpoint } from '../../core/ports/failpoint.ts';
import { partName, sweepParts } from '../../adapters/objects/tmpFolders.ts';
import { isInside } from '../../adapters/workspace/collectFiles.ts';
import { rememberPlace, statKey } from '../commit/unchangedFiles.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { externalFile } from './externalFile.ts';
import { makeOutputFolder } from './makeOutputFolder.ts';

/** What may be overwritten: what is known to be some version's bytes, or anything. */
export type Overwrite = 'known' | 'always';

export interface WrittenFiles {
  readonly written: readonly string[];
  readonly same: readonly string[];
  readonly notes: readonly string[];
}

interface Plan {
  readonly write: readonly ManifestFile[];
  readonly same: readonly string[];
}

/**
 * Writes a version's files below a folder. Looks at everything first: nothing is written when one file may not be.
 * A link at a file's place is replaced, never written through; a link above it may not lead out of the folder.
 * @throws RegistryError file.differs, path.outside, store.missing, store.corrupt, store.full, cancelled
 */
export async function writeFiles(registry: OpenRegistry, version: VersionRow, manifest: Manifest, output: string, overwrite: Overwrite, operation: OperationContext): Promise<WrittenFiles> {
  await makeOutputFolder(output);
  const base = await realpath(output);
  const plan = await planWrite(registry, manifest, base, overwrite, operation);
  const total = plan.write.reduce((sum, file) => sum + file.size, 0);
  for (const folder of new Set(plan.write.map((file) => dirname(join(base, file.path))))) await sweepParts(folder);
  let done = 0;
  for (const file of plan.write) {
    await writeOne(registry, version, file, base, operation, (bytes) => operation.onProgress?.({ phase: 'writing', bytes: done + bytes, total, path: file.path }));
    done += file.size;
  }
  await registry.hashes.flush();
  return { written: plan.write.map((file) => file.path), same: plan.same, notes: [] };
}

async function planWrite(registry: OpenRegistry, manifest: Manifest, base: string, overwrite: Overwrite, operation: OperationContext): Promise<Plan> {
  const write: ManifestFile[] = [];
  const same: string[] = [];
  const differing: string[] = [];
  for (const file of manifest.files) {
    const target = join(base, file.path);
    await requireInside(base, target);
    const present = await lstat(target).catch(() => undefined);
    if (present === undefined) write.push(file);
    else if (present.isFile() && present.size === file.size && (await digestOf(registry, target, operation)) === file.sha256) same.push(file.path);
    else if (present.isDirectory()) differing.push(file.path);
    else if (overwrite === 'always' || (overwrite === 'known' && present.isFile() && (await isKnown(registry, target, operation)))) write.push(file);
    else differing.push(file.path);
  }
  if (differing.length > 0) {
    throw new RegistryError('file.differs', `${differing.length === 1 ? `${differing[0]} differs` : `${differing.length} files differ, the first is ${differing[0]},`} from every version that is known; nothing was written.`, {
      hint: 'Commit it first, write somewhere else (pull REF -o DIR), or use --force to lose it.',
      details: { paths: differing.slice(0, 100) },
    });
  }
  return { write, same };
}

/** Folders above a target may be links only as long as they stay inside. */
async function requireInside(base: string, target: string): Promise<void> {
  for (let at = dirname(target); isInside(base, at) && at !== base; at = dirname(at)) {
    const real = await realpath(at).catch(() => undefined);
    if (real === undefined) continue;
    if (isInside(base, real)) return;
    throw new RegistryError('path.outside', `${at} is a link that leads out of ${base}; nothing was written.`, { hint: 'Remove the link, or write to another folder.', details: { path: at, target: real } });
  }
}

async function digestOf(registry: OpenRegistry, absolute: string, { signal }: OperationContext): Promise<string | undefined> {
  const key = await statKey(absolute);
  const known = key === undefined ? undefined : registry.hashes.get(key);
  if (known !== undefined) return known;
  const [file] = await registry.store.ingest([{ path: absolute, absolute }], { similar: [], external: true, ...(signal === undefined ? {} : { signal }) });
  if (file !== undefined) registry.hashes.set(file.statKey, file.sha256);
  return file?.sha256;
}

/** True when the bytes that lie there are in the store: overwriting them loses nothing. */
async function isKnown(registry: OpenRegistry, absolute: string, operation: OperationContext): Promise<boolean> {
  const digest = await digestOf(registry, absolute, operation);
  return digest !== undefined && registry.store.has(digest);
}

async function writeOne(registry: OpenRegistry, version: VersionRow, file: ManifestFile, base: string, operation: OperationContext, onProgress: (bytes: number) => void): Promise<void> {
  const target = join(base, file.path);
  const fresh = join(dirname(target), partName());
  await makeOutputFolder(dirname(target));
  await requireInside(base, target);
  const options = { onProgress, ...(operation.signal === undefined ? {} : { signal: operation.signal }) };
  if (await registry.store.has(file.sha256)) await registry.store.writeOut(file.sha256, fresh, options);
  else await copyExternal(registry, version, file, fresh, options);
  try {
    failpoint('files.beforeRename');
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  const key = await statKey(target);
  if (key !== undefined) registry.hashes.set(key, file.sha256);
  await rememberPlace(registry.hashes, target);
}

/** The bytes were never copied: they are taken into the store from where they lie, if they still do, and written from there. */
async function copyExternal(registry: OpenRegistry, version: VersionRow, file: ManifestFile, target: string, options: { readonly signal?: NonNullable<OperationContext['signal']>; onProgress(bytes: number): void }): Promise<void> {
  const place = version.storage === 'external' ? externalFile(registry, version, file) : undefined;
  const found = place === undefined ? [] : await registry.store.ingest([{ path: file.path, absolute: place }], { similar: [], external: false, ...(options.signal === undefined ? {} : { signal: options.signal }) }).catch(() => []);
  if (found[0]?.sha256 !== file.sha256) {
    const where = place === undefined ? '' : ` It lay at ${place}.`;
    const message = version.storage === 'external' ? `${file.path} was committed without a copy and is gone or changed.${where}` : `${file.path} is not in the store.`;
    throw new RegistryError('store.missing', message, { hint: 'Bring the file back, or pull another version.', details: { object: file.sha256, path: file.path } });
  }
  await registry.store.writeOut(file.sha256, target, options);
}
