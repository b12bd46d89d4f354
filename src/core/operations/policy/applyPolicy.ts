import { RegistryError } from '../../errors.ts';
import type { Policy } from '../../policy/policy.ts';
import { policyFlaw } from '../../policy/policyFlaw.ts';
import { policyHash } from '../../policy/policyHash.ts';
import { policyInForce } from '../../policy/policyInForce.ts';
import { policyShape } from '../../policy/policyShape.ts';
import type { Decide } from '../decision.ts';
import { requireRight } from '../requireRight.ts';
import { requireText } from '../naming/requireText.ts';

const MAX_MESSAGE = 16_384;

/**
 * Puts a policy in force; nothing is to be done where it is. Its position counts, not its content alone: what was asked
 * for under a policy ends when another one comes, and does not come back with it. `expect`: hash of the one in force.
 * @throws RegistryError policy.refused, config.invalid, conflict (another one is in force), usage.invalid
 */
export const decideApplyPolicy: Decide<{ readonly policy: Policy; readonly message: string; readonly expect?: string }> = (context, { policy, message, expect }) => {
  const { runtime, view, author } = context;
  requireRight(context, 'administer', 'apply a policy');
  const flaw = policyShape(policy, 'policy') ?? policyFlaw(policy);
  if (flaw !== undefined) throw new RegistryError('config.invalid', flaw);
  const now = policyInForce(view);
  const inForce = policyHash(runtime, now.policy);
  if (expect !== undefined && expect !== inForce) {
    throw new RegistryError('conflict', 'Another policy has come into force meanwhile.', { hint: 'Nothing was changed. modelkeep policy diff shows in what the file differs from it.', details: { hash: inForce, position: now.position } });
  }
  const hash = policyHash(runtime, policy);
  if (hash === inForce) return [];
  return [{ type: '!policy.set', body: { author, hash, message: requireText(message, 'The message', { most: MAX_MESSAGE, lines: true, empty: true }), policy, was: now.hash } }];
};
