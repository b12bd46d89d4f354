import { join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { formatReference } from '../../core/model/reference.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { StatusEntry } from '../../core/operations/fileOperations.ts';
import type { OperationContext, OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { fileState } from '../commit/unchangedFiles.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { readManifest } from '../versions/readManifest.ts';
import { isLost } from '../versions/isLost.ts';

const PAGE = 200;
/** Files looked at side by side. */
const AT_ONCE = 64;

/**
 * Compares the files in the workspace with the newest version of each model, by stat alone: a file whose stat was never
 * hashed is `unknown`. Files that are not there are left out: a model that lives elsewhere is no change.
 */
export async function status(registry: OpenRegistry, _params: OperationParams<'status'>, { signal }: OperationContext): Promise<OperationResult<'status'>> {
  await registry.hashes.load();
  const result = { changed: [] as StatusEntry[], unchanged: [] as StatusEntry[], unknown: [] as StatusEntry[] };
  const { ledger } = registry;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const models: Awaited<ReturnType<typeof ledger.read<'models'>>> = await ledger.read('models', PAGE, after);
    for (const model of models) {
      const newest = (await ledger.read('versions', { model: model.model, limit: 1 }))[0];
      if (newest !== undefined) await compare(registry, model.name, newest, result, signal);
    }
    after = models.length === PAGE ? models.at(-1)?.name.toLowerCase() : undefined;
  }
  return result;
}

async function compare(registry: OpenRegistry, model: string, version: VersionRow, result: { readonly changed: StatusEntry[]; readonly unchanged: StatusEntry[]; readonly unknown: StatusEntry[] }, signal: OperationContext['signal']): Promise<void> {
  const { folder } = version.record.lineage;
  if (folder === undefined) return;
  const ref = formatReference(model, version.number);
  const manifest = await readManifest(registry.store, version).catch((error: unknown) => {
    if (!isLost(error)) throw error;
    result.unknown.push({ model, path: folder, ref });
  });
  if (manifest === undefined) return;
  for (let at = 0; at < manifest.files.length; at += AT_ONCE) {
    if (signal?.aborted === true) throw new RegistryError('cancelled', 'Cancelled.');
    const files = manifest.files.slice(at, at + AT_ONCE);
    const states = await Promise.all(files.map((file) => fileState(join(registry.project.root, folder), file.path, file, registry.hashes)));
    files.forEach((file, i) => {
      const list = { same: result.unchanged, changed: result.changed, unknown: result.unknown, absent: undefined }[states[i] ?? 'absent'];
      list?.push({ model, path: folder === '.' ? file.path : `${folder}/${file.path}`, ref });
    });
  }
}
