import type { HashCache } from '../../core/ports/collector.ts';
import type { CommitRequest, CommitResult } from '../../core/operations/commitOperations.ts';
import type { OperationContext } from '../../core/operations/operations.ts';
import type { Project } from '../findProject.ts';
import type { OperationsOptions } from '../operationsOptions.ts';
import { captureLineage } from './captureLineage.ts';
import { commitNotices } from './commitNotices.ts';
import { dryRunResult } from './commitResult.ts';
import { prepareCommit } from './prepareCommit.ts';

/**
 * What the first commit of a project would record. There is no registry, and none is made: no key, no project file.
 * @throws RegistryError as {@link prepareCommit} does
 */
export async function dryRunFirstCommit(project: Project, request: CommitRequest, options: OperationsOptions, operation: OperationContext): Promise<CommitResult> {
  const prepared = await prepareCommit(project, undefined, request, options, operation);
  const result = dryRunResult(prepared, await captureLineage(prepared.context, memoryHashes()), undefined);
  const begin = request.init === true ? [] : [`${project.root} has no registry yet: modelkeep init makes it.`];
  return { ...result, notices: [...begin, ...(await commitNotices(request, prepared, result))] };
}

function memoryHashes(): HashCache {
  const known = new Map<string, string>();
  return { get: (key) => known.get(key), set: (key, sha256) => void known.set(key, sha256) };
}
