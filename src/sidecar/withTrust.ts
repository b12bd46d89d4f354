import type { OperationName, OperationParams, Operations } from '../core/operations/operations.ts';

/** The operations that may run Git, and do so in trusted workspaces only. */
type Trusting = { [N in OperationName]: 'trusted' extends keyof Operations[N][0] ? N : never }[OperationName];
const trusting: Readonly<Record<Trusting, true>> = { planCommit: true, commitVersion: true, rebuildCode: true };

/** The params as the registry gets them: what the window said of its trust outweighs what a call says. */
export function withTrust<N extends OperationName>(name: N, params: OperationParams<N>, trusted: boolean): OperationParams<N> {
  if (!Object.hasOwn(trusting, name)) return params;
  const asked = !('trusted' in params) || params.trusted;
  return { ...params, trusted: trusted && asked };
}
