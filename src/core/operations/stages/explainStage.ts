import type { Evidence } from '../../model/events/stageEvents.ts';
import type { VersionRow } from '../../model/rows.ts';
import { judgeStage, type StageJudgement } from '../../policy/judgeStage.ts';
import type { StageDefinition } from '../../policy/policy.ts';
import { policyInForce, rulesOfStage } from '../../policy/policyInForce.ts';
import type { Actor } from '../decision.ts';
import type { Ask, QuestionContext } from '../question.ts';
import { refOf } from '../refOf.ts';
import type { StageExplanation } from '../stageOperations.ts';
import { requireStage, versionWithId } from './requireStage.ts';

/** `tag`: the tag by which the version was named, or empty. `evidence`: what the asker vouches for. */
export interface StageQuestionById {
  readonly version: string;
  readonly stage: string;
  readonly tag: string;
  readonly evidence: readonly Evidence[];
}

/** @throws RegistryError reference.notFound */
export const askStageExplanation: Ask<StageQuestionById, StageExplanation> = (context, question) => {
  const { view } = context;
  return explain(context, versionWithId(view, question.version), requireStage(view, question.stage), question);
};

/** @throws RegistryError reference.notFound */
export const askStageExplanations: Ask<Omit<StageQuestionById, 'stage'>, readonly StageExplanation[]> = (context, question) => {
  const version = versionWithId(context.view, question.version);
  return policyInForce(context.view).policy.stages.map((stage) => explain(context, version, stage, question));
};

/** The judgement of a promotion by this actor. */
export function judgeFor(context: { readonly view: QuestionContext['view']; readonly actor: Actor }, version: VersionRow, stage: StageDefinition, { tag, evidence }: Pick<StageQuestionById, 'tag' | 'evidence'>): StageJudgement {
  const { view, actor } = context;
  return judgeStage(view, { version, stage: stage.name, tag, member: actor.id, roles: actor.roles, evidence });
}

function attestsOf(view: QuestionContext['view'], { model }: VersionRow, stage: StageDefinition): readonly Evidence['kind'][] {
  const gates = rulesOfStage(view, policyInForce(view).policy, model, stage.name).flatMap((rule) => rule.gates.map((gate) => gate.kind));
  return (['commitOnRemote', 'bytesRehashed'] as const).filter((kind) => gates.includes(kind));
}

function explain(context: QuestionContext, version: VersionRow, stage: StageDefinition, question: Pick<StageQuestionById, 'tag' | 'evidence'>): StageExplanation {
  const { view } = context;
  const { allowed, lacksApprovals, overridable, approvals, request, outcomes, protected: isProtected } = judgeFor(context, version, stage, question);
  const held = stage.holders === 'one' ? view.holders(version.model, stage.name)[0]?.version : undefined;
  const holder = held === undefined ? undefined : view.versionKey(held);
  return {
    ref: refOf(view, version),
    id: version.id,
    stage: stage.name,
    allowed,
    rules: outcomes,
    lacksApprovals,
    overridable,
    protected: isProtected,
    attests: attestsOf(view, version, stage),
    approvals,
    ...(request === undefined ? {} : { request: request.id }),
    ...(held === undefined || holder === undefined ? {} : { holder: { ref: refOf(view, holder), id: held } }),
  };
}
