import { RegistryError } from '../../errors.ts';
import type { Evidence } from '../../model/events/stageEvents.ts';
import { judgeRollback } from '../../policy/judgeRollback.ts';
import { policyInForce } from '../../policy/policyInForce.ts';
import { rollbackStack, rollbackTarget } from '../../policy/rollbackTarget.ts';
import type { VersionRow } from '../../model/rows.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { Decide } from '../decision.ts';
import type { Ask } from '../question.ts';
import { refOf } from '../refOf.ts';
import { requireHolder } from './promoteVersion.ts';
import { refuseByRules } from './refusePromotion.ts';
import { requireMessage, requireStage, versionWithId } from './requireStage.ts';

/** Where a rollback leads: to `to`, or to the holder before the present one. */
export interface RollbackPlan {
  readonly version: string;
  readonly stage: string;
  /** Id of who holds the stage now, or null. */
  readonly holder: string | null;
  readonly from?: { readonly ref: string; readonly id: string };
}

/** @throws RegistryError reference.notFound, usage.invalid (another model's version), policy.refused when no holder is left to go back to */
export const askRollbackPlan: Ask<{ readonly model: string; readonly stage: string; readonly to: string | null }, RollbackPlan> = ({ view }, { model: name, stage: stageName, to }) => {
  const model = view.modelNamed(name)?.model;
  if (model === undefined) throw new RegistryError('reference.notFound', `There is no model called ${name}.`, { hint: 'modelkeep list shows the models.' });
  const stage = requireStage(view, stageName);
  if (stage.holders !== 'one') throw new RegistryError('policy.refused', `${stage.name} holds many versions, so there is no holder before.`, { hint: 'Promote or demote a version instead.' });
  const holder = view.holders(model, stage.name)[0]?.version ?? null;
  if (to !== null && view.versionKey(to)?.model !== model) {
    throw new RegistryError('usage.invalid', `${refOf(view, versionWithId(view, to))} is a version of another model than ${view.nameOf(model)}.`);
  }
  const target = to ?? rollbackTarget(view, model, stage.name)?.version;
  if (target === undefined) {
    throw new RegistryError('policy.refused', `No version is left to which ${stage.name} of ${view.nameOf(model)} could go back.`, { hint: 'What was rolled back, demoted or withdrawn does not count; promote a version instead.', details: { stage: stage.name, holder } });
  }
  const held = holder === null ? undefined : view.versionKey(holder);
  return { version: target, stage: stage.name, holder, ...(held === undefined || holder === null ? {} : { from: { ref: refOf(view, held), id: holder } }) };
};

/** @throws RegistryError reference.notFound, conflict, policy.refused with the rules */
export const decideRollback: Decide<{ readonly version: string; readonly stage: string; readonly expect: string | null; readonly message: string; readonly evidence: readonly Evidence[] }> = (context, command) => {
  const { view, actor, author } = context;
  const version = versionWithId(view, command.version);
  const { model } = version;
  const definition = requireStage(view, command.stage);
  requireHolder(view, model, definition, command.expect);
  const stage = definition.name;
  const outcomes = judgeRollback(view, { version, stage, tag: '', member: actor.id, roles: actor.roles, evidence: command.evidence });
  if (outcomes.some((outcome) => !outcome.met)) refuseByRules(context, { version, stage }, { outcomes, ...wayFurtherBack(view, version, stage) });
  const { evidence, expect } = command;
  const message = requireMessage(command.message);
  return [{ type: 'stage.rolledBack', body: { author, evidence, expect, message, model, policy: policyInForce(view).hash, stage, version: version.id, was: view.stageOf(version.id)?.stage ?? null } }];
};

/** What came against the rules is judged anew; the next that came by them may go free. */
function wayFurtherBack(view: CatalogueView, { id, model, number }: Pick<VersionRow, 'id' | 'model' | 'number'>, stage: string): { readonly hint?: string } {
  const stack = rollbackStack(view, model, stage);
  const at = stack.findIndex((row) => row.version === id);
  if (stack[at]?.entry !== 'overridden') return {};
  const next = stack.slice(at + 1).find((row) => row.entry !== 'overridden');
  const way = next === undefined ? 'no version before it came by the rules' : `further back: modelkeep rollback ${view.nameOf(model)} ${stage} --to ${refOf(view, versionWithId(view, next.version))} -m TEXT`;
  return { hint: `v${number} had been put there against the rules, so it is judged anew; ${way}` };
}
