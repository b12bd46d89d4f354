import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { PolicyFinding } from '../../core/operations/policyOperations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';
import { findingOf, readPolicyFile, requirePolicy, type PolicyFile } from './readPolicyFile.ts';
import { decide } from '../versions/decide.ts';
import { RegistryError } from '../../core/errors.ts';
import type { PolicyOutlook } from '../../core/operations/policy/policyOutlook.ts';
import type { Policy } from '../../core/policy/policy.ts';

/** The policy in force. */
export async function showPolicy(registry: OpenRegistry): Promise<OperationResult<'showPolicy'>> {
  return ask(registry, 'policyInForce', undefined);
}

/** In what the policy of the file, or of a text in its place, differs from the one in force. */
export async function diffPolicy(registry: OpenRegistry, { text }: OperationParams<'diffPolicy'>): Promise<OperationResult<'diffPolicy'>> {
  const file = readPolicyFile(registry.project.config, text);
  const where = { config: registry.project.config, ...(file.line === undefined ? {} : { line: file.line }) };
  if (file.policy === undefined) return { ...where, state: file.state === 'none' ? 'none' : 'invalid', findings: file.findings, inForce: await showPolicy(registry), differences: [], notices: [] };
  const { hash, inForce, differences, warnings, notices } = await outlook(registry, file.policy);
  return { ...where, state: hash === inForce.hash ? 'same' : 'differs', findings: warnings.map((problem) => findingOf(file, problem, 'warning')), inForce, hash, differences, notices };
}

/** Puts the policy of the file in force. @throws RegistryError config.invalid, conflict, policy.refused */
export async function applyPolicy(registry: OpenRegistry, params: OperationParams<'applyPolicy'>): Promise<OperationResult<'applyPolicy'>> {
  const policy = requirePolicy(readPolicyFile(registry.project.config));
  const { hash, differences, notices } = await outlook(registry, policy);
  if (params.seen !== undefined && params.seen !== hash) throw new RegistryError('conflict', 'modelkeep.json has changed meanwhile.', { hint: 'Nothing was changed. Look at the difference again.', details: { hash } });
  const decided = await decide(registry, 'applyPolicy', { policy, message: params.message ?? '', ...(params.expect === undefined ? {} : { expect: params.expect }) }, params);
  const state = decided.events.length === 0 ? 'same' : 'applied';
  return { dryRun: decided.dryRun, events: decided.events, state, hash, differences, notices };
}

/** What the registry says of the file's policy, in the order of the text; without a registry, what the file alone tells. */
export async function registryFindings(registry: OpenRegistry, file: PolicyFile): Promise<{ readonly state: 'same' | 'differs'; readonly findings: readonly PolicyFinding[] } | undefined> {
  if (file.policy === undefined) return undefined;
  const { hash, inForce, warnings } = await outlook(registry, file.policy);
  return { state: hash === inForce.hash ? 'same' : 'differs', findings: warnings.map((problem) => findingOf(file, problem, 'warning')) };
}

async function outlook(registry: OpenRegistry, policy: Policy): Promise<PolicyOutlook> {
  return ask(registry, 'policyOutlook', { policy, models: declaredModels(registry) });
}

/** Models that the file declares; none where the rest of it is wrong: that is told elsewhere. */
function declaredModels(registry: OpenRegistry): readonly string[] {
  try {
    return [...registry.config().models.keys()];
  } catch {
    return [];
  }
}
