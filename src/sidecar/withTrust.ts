import { RegistryError } from '../core/errors.ts';
import type { DecisionName } from '../core/operations/decisions.ts';
import type { OperationName, OperationParams, Operations } from '../core/operations/operations.ts';

/** The operations that say in their params whether Git may be run. */
type Trusting = { [N in OperationName]: 'trusted' extends keyof Operations[N][0] ? N : never }[OperationName];
const trusting: Readonly<Record<Trusting, true>> = { planCommit: true, commitVersion: true, rebuildCode: true, verifyRegistry: true, diffVersions: true, compareFile: true };

/** The operations that ask the ledger for a decision: who decides is read from Git's configuration. The compiler asks for each. */
const deciding: Readonly<Record<Extract<OperationName, DecisionName>, true>> = {
  setTag: true, retireTag: true, setLabels: true, removeLabels: true, describeVersion: true, deprecateVersion: true, withdrawVersion: true, recordDeployment: true,
  setAlias: true, removeAlias: true, describeModel: true, setModelOwner: true, renameModel: true, archiveModel: true, createBranch: true, adoptBranch: true, closeBranch: true,
  promoteVersion: true, demoteVersion: true, openRequest: true, cancelRequest: true, rollbackStage: true, applyPolicy: true,
  addMember: true, removeMember: true, changeRoles: true, addKey: true, revokeKey: true, setAdmission: true,
};

/** Those that run Git whatever they are told, to know who writes or to write its files, and those that send where the workspace says. */
const refused: ReadonlySet<string> = new Set<OperationName>([
  ...(Object.keys(deciding) as (keyof typeof deciding)[]),
  ...(['initRegistry', 'commitVersion', 'recordEvaluation', 'undoCommit', 'rebuildCode', 'approveRequest', 'rejectRequest'] as const),
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
