import type { OperationRunner } from '../../core/operations/operations.ts';

/** What nodes are made of: where operations run, what is unfolded how far, what has changed on disk, what time it is. */
export interface TreeSources {
  readonly runner: OperationRunner;
  readonly foldsRuns: () => boolean;
  readonly now: () => number;
  /** How many versions below the node are shown. */
  shown(nodeId: string): number;
  isChanged(cwd: string, model: string): boolean;
}
