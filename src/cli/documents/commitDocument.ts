import type { CommitResult } from '../../core/operations/commitOperations.ts';
import { fileDocument } from './fileDocument.ts';
import { valueMap } from './valueMap.ts';

/** Answer of `commit` as JSON (`design.md` §8). */
export function commitDocument(result: CommitResult): object {
  const { model, number, ref, id, manifest, branch, parents, lineage, doubts, missing, stored, state, dryRun, created, notices } = result;
  return {
    model, number, ref, id, manifest, branch, parents,
    files: result.files.map(fileDocument),
    params: valueMap(result.params),
    metrics: valueMap(result.metrics),
    lineage, doubts, missing, stored, state, dryRun, created, notices,
  };
}
