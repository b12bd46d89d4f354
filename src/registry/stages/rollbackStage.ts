import type { VersionRow } from '../../core/model/rows.ts';
import type { OperationContext, OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { restoreVersion } from '../operations/pullVersion.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';
import { decide } from '../versions/decide.ts';
import { expectedVersion } from '../versions/expectedVersion.ts';
import { resolveReference } from '../versions/resolveReference.ts';
import { printedReference } from './printedReference.ts';
import { rehashVersion } from './rehashVersion.ts';

/** What going back would come to. */
export async function explainRollback(registry: OpenRegistry, { model, stage, to }: OperationParams<'explainRollback'>): Promise<OperationResult<'explainRollback'>> {
  return ask(registry, 'rollbackExplanation', { model, stage, to: to === undefined ? null : (await resolveReference(registry.ledger, to)).id });
}

/** Goes back to the holder before, once its bytes were found to be whole. */
export async function rollbackStage(registry: OpenRegistry, params: OperationParams<'rollbackStage'>, operation: OperationContext): Promise<OperationResult<'rollbackStage'>> {
  const { cwd, model, message } = params;
  const to = params.to === undefined ? null : (await resolveReference(registry.ledger, params.to)).id;
  const { version: id, stage, holder, from } = await ask(registry, 'rollbackPlan', { model, stage: params.stage, to });
  const expect = params.expect === undefined ? holder : await expectedVersion(registry.ledger, params.expect);
  const command = { version: id, stage, expect, message };
  const version = (await registry.ledger.read('version', id)) as VersionRow;
  const evidence = [await rehashVersion(registry, version, operation)];
  const decided = await decide(registry, 'rollbackStage', { ...command, evidence }, params);
  const ref = await printedReference(registry, version);
  const restored = params.restore === true && !decided.dryRun ? await restoreVersion(registry, { cwd, ref }, operation) : undefined;
  return { ...decided, ref, id, stage, ...(from === undefined ? {} : { from }), ...(restored === undefined ? {} : { restored }) };
}
