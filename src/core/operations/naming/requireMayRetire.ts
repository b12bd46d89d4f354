import { RegistryError } from '../../errors.ts';
import type { VersionRow } from '../../model/rows.ts';
import { mayRetire } from '../../policy/mayRetire.ts';
import type { DecisionContext } from '../decision.ts';
import { requireRight } from '../requireRight.ts';

/**
 * Deprecating and withdrawing is for maintainers, and for who committed the version.
 * @throws RegistryError policy.refused
 */
export function requireMayRetire({ view, actor }: DecisionContext, version: Pick<VersionRow, 'id' | 'device'>, what: string): void {
  if (mayRetire(view, actor, version)) return;
  requireRight({ view, actor }, 'maintain', `${what} a version of somebody else`);
  throw new RegistryError('policy.refused', `You may not ${what} this version.`);
}
