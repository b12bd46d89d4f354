import { dirname, join, resolve } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { decodeSegment } from '../../core/ledger/decodeSegment.ts';
import { formatSignedCheckpoint, type SignedCheckpoint } from '../../core/ledger/signedCheckpoint.ts';
import type { WrittenCheckpoint } from '../../core/operations/auditOperations.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { nodeRuntime } from '../../adapters/keys/nodeRuntime.ts';
import { folderLog } from '../../adapters/log/folderLog.ts';
import { replaceTextFile } from '../../adapters/project/replaceTextFile.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { makeOutputFolder } from '../versions/makeOutputFolder.ts';
import { readTextFile } from './readTextFile.ts';

/** Name of the file that is committed with the code. */
export const CHECKPOINT_FILE = 'modelkeep.lock';

/** Where a project keeps its checkpoint. */
export function checkpointFile({ project }: Pick<OpenRegistry, 'project'>): string {
  return join(project.root, CHECKPOINT_FILE);
}

/**
 * The newest signed state of a ledger: what the last segment states, with its committer's signature. Nothing is signed anew, so it needs no key.
 * @throws RegistryError ledger.changed when the log has lost it
 */
export async function newestCheckpoint({ ledger, logFolder }: Pick<OpenRegistry, 'ledger' | 'logFolder'>): Promise<SignedCheckpoint> {
  const { events } = await ledger.call('state', undefined);
  const row = await ledger.read('segmentEndingAt', events);
  if (row?.slot === 0) throw new RegistryError('usage.invalid', 'The registry holds nothing yet but its beginning, which its id names.', { hint: 'Commit a version first.' });
  const bytes = row === undefined ? undefined : folderLog(logFolder).read(row.slot);
  const segment = bytes === undefined ? undefined : decodeSegment(nodeRuntime, bytes);
  const registry = (await ledger.read('registry'))?.id;
  if (row === undefined || registry === undefined || segment === undefined || 'invalid' in segment || segment.header.root !== row.root) {
    throw new RegistryError('ledger.changed', 'The last segment of the ledger is not the one that was folded.', { hint: 'Run modelkeep verify, and bring the log folder back from a backup.' });
  }
  return { registry, size: events, root: row.root, note: segment.note };
}

/**
 * Writes the ledger's newest checkpoint beside `modelkeep.json`, to be committed with the code.
 * @param file another place, absolute
 * @throws RegistryError registry.readOnly when the file cannot be written, ledger.changed
 */
export async function writeCheckpoint(registry: OpenRegistry, file: string = checkpointFile(registry)): Promise<WrittenCheckpoint> {
  const checkpoint = await newestCheckpoint(registry);
  const text = formatSignedCheckpoint(checkpoint);
  const written = readTextFile(file, text.length * 4) !== text;
  if (written) {
    await makeOutputFolder(dirname(file));
    replaceTextFile(file, text);
  }
  return { file, ...checkpoint, written };
}

/**
 * After a promotion: writes the checkpoint when `modelkeep.json` says `"checkpoint": "on-promotion"`. The promotion is done whatever
 * becomes of it, so nothing is thrown.
 * @returns one sentence for the person, or undefined when there is nothing to say
 */
export async function checkpointOnPromotion(registry: OpenRegistry): Promise<string | undefined> {
  try {
    if (registry.config().checkpoint !== 'on-promotion') return undefined;
    const { written } = await writeCheckpoint(registry);
    return written ? `${CHECKPOINT_FILE} was written: commit it with the code.` : undefined;
  } catch (error) {
    return `${CHECKPOINT_FILE} was not written: ${error instanceof RegistryError ? error.message : String(error)}`;
  }
}

/** The operation: `modelkeep.lock`, or the file that was named. */
export async function writeCheckpointFile(registry: OpenRegistry, { cwd, output }: OperationParams<'writeCheckpoint'>): Promise<OperationResult<'writeCheckpoint'>> {
  return writeCheckpoint(registry, ...(output === undefined ? [] : [resolve(cwd, output)]));
}
