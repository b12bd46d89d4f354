import type { Evidence } from '../../model/events/stageEvents.ts';
import { judgeRollback } from '../../policy/judgeRollback.ts';
import type { Ask } from '../question.ts';
import { refOf } from '../refOf.ts';
import type { RollbackExplanation } from '../stageOperations.ts';
import { askRollbackPlan } from './decideRollback.ts';
import { versionWithId } from './requireStage.ts';

/**
 * What a rollback would come to for this actor. The bytes are taken to be whole: the rollback itself reads them.
 * @throws RegistryError reference.notFound, policy.refused when no holder is left to go back to
 */
export const askRollbackExplanation: Ask<{ readonly model: string; readonly stage: string; readonly to: string | null }, RollbackExplanation> = (context, question) => {
  const { view, actor } = context;
  const { version: id, stage, from } = askRollbackPlan(context, question);
  const version = versionWithId(view, id);
  const whole: Evidence = { kind: 'bytesRehashed', bytes: version.size, files: version.files, manifest: version.manifest };
  const rules = judgeRollback(view, { version, stage, tag: '', member: actor.id, roles: actor.roles, evidence: [whole] });
  return { ref: refOf(view, version), id, stage, allowed: rules.every(({ met }) => met), rules, ...(from === undefined ? {} : { from }) };
};
