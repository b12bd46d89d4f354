import { readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { formatReference } from '../../core/model/reference.ts';
import type { OperationContext, OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { rebuildCode as rebuildTree } from '../../adapters/lineage/git/rebuildCode.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { makeOutputFolder } from '../versions/makeOutputFolder.ts';
import { resolveReference } from '../versions/resolveReference.ts';

/** Writes the source tree as it was recorded: commit, patch and untracked files of the workspace's repository. */
export async function rebuildCode(registry: OpenRegistry, params: OperationParams<'rebuildCode'>, { signal }: OperationContext): Promise<OperationResult<'rebuildCode'>> {
  if (params.trusted === false) throw new RegistryError('policy.refused', 'Git is not run in an untrusted workspace.', { hint: 'Trust the workspace, then try again.' });
  const version = await resolveReference(registry.ledger, params.ref);
  const [code, ...others] = version.record.lineage.code;
  const output = resolve(params.cwd, params.output);
  if (code === undefined) throw new RegistryError('reference.notFound', `${params.ref} records no code.`, { hint: `modelkeep show ${params.ref} says why it could not be captured.` });
  const repository = code.repository === '.' ? registry.project.root : join(registry.project.root, code.repository);
  await makeOutputFolder(dirname(output));
  const rebuilt = await rebuildTree({ repository, code, others, output, getObject: (sha256) => registry.store.getObject(sha256), env: registry.options.env, ...(signal === undefined ? {} : { signal }) });
  return { ref: formatReference(await registry.ledger.read('nameOf', version.model), version.number), id: version.id, output, written: await filesBelow(output), same: [], notes: rebuilt.notes };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')).sort();
}
