import { RegistryError } from '../../core/errors.ts';
import type { Evidence } from '../../core/model/events/stageEvents.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { OperationContext } from '../../core/operations/operations.ts';
import type { VerifyFinding } from '../../core/operations/verifyReport.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { checkVersions } from '../versions/checkVersions.ts';
import { readManifest } from '../versions/readManifest.ts';

/**
 * Reads every byte of a version again and compares it with the manifest.
 * @throws RegistryError store.corrupt with what is missing or damaged, cancelled
 */
export async function rehashVersion(registry: OpenRegistry, version: VersionRow, operation: OperationContext): Promise<Evidence & { readonly kind: 'bytesRehashed' }> {
  const findings: VerifyFinding[] = [];
  await checkVersions(registry, [version], { readData: true, findings, checked: { objects: 0, bytes: 0, seen: new Set() }, operation });
  const [first] = findings;
  if (first !== undefined) {
    throw new RegistryError('store.corrupt', `The bytes are not what was committed. ${first.message}`, { hint: 'Nothing was changed. Bring the store back from a backup; modelkeep verify --read-data lists what else is wrong.', details: { findings: findings.map((one) => one.message).slice(0, 20) } });
  }
  const { files } = await readManifest(registry.store, version);
  return { kind: 'bytesRehashed', bytes: files.reduce((sum, file) => sum + file.size, 0), files: files.length, manifest: version.manifest };
}
