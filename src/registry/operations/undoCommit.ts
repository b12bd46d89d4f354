import { formatReference } from '../../core/model/reference.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { authorName } from '../commit/author.ts';
import { enqueueNotifications } from '../notifications/enqueueNotifications.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { resolveReference } from '../versions/resolveReference.ts';

/** Withdraws the newest version of a branch while nothing points at it. */
export async function undoCommit(registry: OpenRegistry, params: OperationParams<'undoCommit'>): Promise<OperationResult<'undoCommit'>> {
  const version = await resolveReference(registry.ledger, params.ref);
  const author = await authorName(registry.project.root, true, registry.options.env);
  const decided = await registry.ledger.call('withdrawVersion', { version: version.id, reason: params.reason ?? '', author, dryRun: params.dryRun === true });
  await enqueueNotifications(registry, decided);
  const model = await registry.ledger.read('nameOf', version.model);
  return { ...(params.dryRun === true ? { dryRun: true as const } : {}), ref: formatReference(model, version.number), id: version.id };
}
