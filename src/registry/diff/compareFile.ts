import { RegistryError } from '../../core/errors.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { ComparedText } from '../../core/operations/diffOperations.ts';
import type { OperationContext, OperationParams } from '../../core/operations/operations.ts';
import { readCodeFile, type CodeFileContent } from '../../adapters/lineage/git/readCodeFile.ts';
import { isRefusal } from '../../adapters/lineage/git/openRepository.ts';
import { GitFailure } from '../../adapters/lineage/git/runGit.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { readManifest } from '../versions/readManifest.ts';
import { resolveReference } from '../versions/resolveReference.ts';
import { openCodeRepository } from './codeRepository.ts';

/** Larger texts are of no use in an editor. */
const MOST_BYTES = 8 * 1024 * 1024;

/** A file of the code or of the version itself, as text, exactly as it was. */
export async function compareFile(registry: OpenRegistry, params: OperationParams<'compareFile'>, { signal }: OperationContext): Promise<ComparedText> {
  const row = await resolveReference(registry.ledger, params.ref);
  const content = params.of === 'artifact' ? await artifact(registry, row, params.path) : await code(registry, row, params, signal);
  if (content === undefined) return { state: 'absent', text: '', size: 0 };
  const { size, bytes } = content;
  if (bytes === undefined) return { state: 'tooLarge', text: '', size };
  const text = textOf(bytes);
  return text === undefined ? { state: 'binary', text: '', size } : { state: 'text', text, size };
}

async function artifact({ store }: OpenRegistry, row: VersionRow, path: string): Promise<CodeFileContent | undefined> {
  const file = (await readManifest(store, row)).files.find((one) => one.path === path);
  if (file === undefined) return undefined;
  if (file.size > MOST_BYTES) return { size: file.size };
  return { size: file.size, bytes: await store.getObject(file.sha256) };
}

async function code(registry: OpenRegistry, row: VersionRow, params: OperationParams<'compareFile'>, signal: OperationContext['signal']): Promise<CodeFileContent | undefined> {
  const name = params.repository ?? '.';
  const state = row.record.lineage.code.find(({ repository }) => repository === name);
  if (state === undefined) return undefined;
  if (params.trusted === false) throw new RegistryError('policy.refused', 'Git is not run in an untrusted workspace.', { hint: 'Trust the workspace, then try again.', details: { reason: 'untrusted' } });
  const repository = await openCodeRepository(registry, name, signal);
  if (isRefusal(repository)) throw new RegistryError('file.unreadable', `The repository of the code cannot be read: ${repository.message}`);
  try {
    return await readCodeFile({ repository, code: state, path: params.path, getObject: (sha256) => registry.store.getObject(sha256), limit: MOST_BYTES });
  } catch (error) {
    if (error instanceof GitFailure) throw new RegistryError('internal', `The file could not be read from the repository: ${error.message}.`, { hint: 'Check the repository with "git fsck".', cause: error });
    throw error;
  }
}

/** As Git does, a zero byte near the beginning means that it is no text; text that is no UTF-8 is read as Latin-1. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.subarray(0, 8_000).includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
