import { RegistryError } from '../core/errors.ts';
import type { OperationName, OperationParams, Operations } from '../core/operations/operations.ts';

/** The operations that say in their params whether Git may be run. */
type Trusting = { [N in OperationName]: 'trusted' extends keyof Operations[N][0] ? N : never }[OperationName];
const trusting: Readonly<Record<Trusting, true>> = { planCommit: true, commitVersion: true, rebuildCode: true, verifyRegistry: true, diffVersions: true, compareFile: true };

/** Those that run Git whatever they are told, to know who writes or to write its files, and those that send where the workspace says. */
const refused: ReadonlySet<OperationName> = new Set<OperationName>([
  ...(['initRegistry', 'commitVersion', 'recordEvaluation', 'undoCommit', 'rebuildCode'] as const),
  ...(['setTag', 'retireTag', 'setLabels', 'removeLabels', 'describeVersion', 'deprecateVersion', 'withdrawVersion', 'recordDeployment', 'setAlias', 'removeAlias'] as const),
  ...(['describeModel', 'setModelOwner', 'renameModel', 'archiveModel', 'createBranch', 'adoptBranch', 'closeBranch'] as const),
  ...(['promoteVersion', 'demoteVersion', 'openRequest', 'cancelRequest', 'approveRequest', 'rejectRequest', 'rollbackStage'] as const),
  ...(['retryNotifications', 'testNotifications'] as const),
]);

/**
 * The params as the registry gets them: what the window said of its trust outweighs what a call says. In a workspace that
 * is not trusted nothing is done that runs Git, whose configuration can name programs.
 * @throws RegistryError policy.refused
 */
export function withTrust<N extends OperationName>(name: N, params: OperationParams<N>, trusted: boolean): OperationParams<N> {
  const preview = name === 'commitVersion' && 'dryRun' in params && params.dryRun;
  if (!trusted && refused.has(name) && !preview) {
    throw new RegistryError('policy.refused', 'This workspace is not trusted, so Git is not run and nothing is recorded.', {
      hint: 'Trust the workspace, then try again.',
      details: { reason: 'untrusted' },
    });
  }
  if (!Object.hasOwn(trusting, name)) return params;
  const asked = !('trusted' in params) || params.trusted;
  return { ...params, trusted: trusted && asked };
}
