import { RegistryError } from '../../errors.ts';
import { judgeDemotion } from '../../policy/judgeStage.ts';
import type { Decide } from '../decision.ts';
import { refOf } from '../refOf.ts';
import { refuseByRules } from './refusePromotion.ts';
import { requireMessage, versionWithId } from './requireStage.ts';

/** A version leaves the stage that it holds. */
export interface DemoteVersion {
  readonly version: string;
  readonly message: string;
}

/** @throws RegistryError reference.notFound, policy.refused (it holds none; the role is lacking) */
export const decideDemoteVersion: Decide<DemoteVersion> = (context, { version: id, message }) => {
  const { view, actor, author } = context;
  const version = versionWithId(view, id);
  const { model } = version;
  const stage = view.stageOf(id)?.stage;
  if (stage === undefined) throw new RegistryError('policy.refused', `${refOf(view, version)} holds no stage.`, { hint: `modelkeep stages ${view.nameOf(model)} shows what they hold.` });
  const outcomes = judgeDemotion(view, { model, stage }, actor.roles);
  if (outcomes.some((outcome) => !outcome.met)) refuseByRules(context, { version, stage }, { outcomes });
  return [{ type: 'stage.demoted', body: { author, message: requireMessage(message), model, stage, version: id } }];
};
