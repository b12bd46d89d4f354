import { join, resolve } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import { formatReference } from '../../core/model/reference.ts';
import type { OperationContext, OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { readManifest } from '../versions/readManifest.ts';
import { resolveReference } from '../versions/resolveReference.ts';
import { writeFiles } from '../versions/writeFiles.ts';

/** Writes a version's files into any folder. */
export async function pullVersion(registry: OpenRegistry, params: OperationParams<'pullVersion'>, operation: OperationContext): Promise<OperationResult<'pullVersion'>> {
  return writeVersion(registry, params, () => resolve(params.cwd, params.output), params.force === true ? 'always' : 'known', operation);
}

/** Writes a version's files back where they came from. What lies there is overwritten when it is some version's bytes. */
export async function restoreVersion(registry: OpenRegistry, params: OperationParams<'restoreVersion'>, operation: OperationContext): Promise<OperationResult<'restoreVersion'>> {
  return writeVersion(registry, params, (folder) => home(registry, params.ref, folder), params.force === true ? 'always' : 'known', operation);
}

function home(registry: OpenRegistry, ref: string, folder: string | undefined): string {
  if (folder !== undefined) return join(registry.project.root, folder);
  throw new RegistryError('path.outside', `${ref} was committed from outside the workspace; there is no place in it to restore to.`, { hint: `Write it to a folder: modelkeep pull ${ref} -o DIR` });
}

async function writeVersion(registry: OpenRegistry, { ref, withdrawn = false }: { readonly ref: string; readonly withdrawn?: boolean }, placeOf: (folder: string | undefined) => string, overwrite: Parameters<typeof writeFiles>[4], operation: OperationContext): Promise<OperationResult<'pullVersion'>> {
  const version = await resolveReference(registry.ledger, ref);
  if (!withdrawn) await requireInUse(registry, version);
  const manifest = await readManifest(registry.store, version);
  await registry.hashes.load();
  const output = placeOf(version.record.lineage.folder);
  const written = await writeFiles(registry, version, manifest, output, overwrite, operation);
  return { ref: formatReference(await registry.ledger.read('nameOf', version.model), version.number), id: version.id, output, ...written };
}

/** @throws RegistryError policy.refused for a withdrawn version */
async function requireInUse({ ledger }: OpenRegistry, version: VersionRow): Promise<void> {
  const state = (await ledger.read('versionNames', [version.id]))[0]?.withdrawn;
  if (state === undefined) return;
  const ref = formatReference(await ledger.read('nameOf', version.model), version.number);
  throw new RegistryError('policy.refused', `${ref} is withdrawn${state.reason === '' ? '' : `: ${state.reason}`}`, { hint: 'To have its files all the same: --withdrawn', details: { reason: state.reason, author: state.author } });
}
