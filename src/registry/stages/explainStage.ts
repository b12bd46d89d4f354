import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { withLines } from '../policy/policyLines.ts';
import { ask } from '../versions/ask.ts';
import { namedVersion } from '../versions/namedVersion.ts';

/** What the rules say of one version and one stage. */
export async function explainStage(registry: OpenRegistry, { ref, stage }: OperationParams<'explainStage'>): Promise<OperationResult<'explainStage'>> {
  const { version, tag } = await namedVersion(registry, ref);
  return withLines(registry, await ask(registry, 'stageExplanation', { version: version.id, stage, tag, evidence: [] }));
}

/** The same for every stage of the policy in force. */
export async function explainStages(registry: OpenRegistry, { ref }: OperationParams<'explainStages'>): Promise<OperationResult<'explainStages'>> {
  const { version, tag } = await namedVersion(registry, ref);
  const stages = await ask(registry, 'stageExplanations', { version: version.id, tag, evidence: [] });
  return { ref: stages[0]?.ref ?? ref, stages: await Promise.all(stages.map((stage) => withLines(registry, stage))) };
}
