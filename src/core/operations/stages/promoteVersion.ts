import { RegistryError } from '../../errors.ts';
import type { EventDraft } from '../../model/event.ts';
import type { Evidence } from '../../model/events/stageEvents.ts';
import { policyInForce } from '../../policy/policyInForce.ts';
import type { StageDefinition } from '../../policy/policy.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { Decide } from '../decision.ts';
import { refOf } from '../refOf.ts';
import { judgeFor } from './explainStage.ts';
import { refuseByRules } from './refusePromotion.ts';
import { requireMessage, requireStage, requireTagOf, versionWithId } from './requireStage.ts';

/** A promotion. `expect`: id of the version that the author saw hold a stage for one, null for none. */
export interface PromoteVersion {
  readonly version: string;
  readonly stage: string;
  /** The tag by which the version was named, or empty. */
  readonly tag: string;
  readonly expect: string | null;
  readonly message: string;
  /** Against the rules, where they let the actor; `message` is then the reason. */
  readonly override: boolean;
  readonly evidence: readonly Evidence[];
}

/**
 * Promotes, overrides or, where only approvals are lacking, opens a request. Nothing is to be done when the version holds
 * the stage already, or when the request is open.
 * @throws RegistryError reference.notFound, conflict (another version holds the stage now), policy.refused with the rules
 */
export const decidePromoteVersion: Decide<PromoteVersion> = (context, command) => {
  const { view, author } = context;
  const version = versionWithId(view, command.version);
  const stage = requireStage(view, command.stage);
  requireTagOf(view, version, command.tag);
  requireHolder(view, version.model, stage, command.expect);
  const was = view.stageOf(version.id)?.stage ?? null;
  if (was === stage.name) return [];
  const judgement = judgeFor(context, version, stage, command);
  const policy = policyInForce(view).hash;
  const { model } = version;
  const message = requireMessage(command.message);
  const tag = command.tag === '' ? {} : { tag: command.tag };
  const body = { author, evidence: command.evidence, expect: stage.holders === 'one' ? command.expect : null, message, model, policy, stage: stage.name, ...tag, version: version.id, was };
  if (judgement.allowed) return [{ type: 'stage.promoted', body }];
  if (command.override && judgement.overridable) return [{ type: 'stage.overridden', body: { ...body, message: requireReason(message), evidence: command.evidence } }];
  if (!command.override && judgement.lacksApprovals) return judgement.request === undefined ? [{ type: 'request.opened', body: { author, message, model, policy, stage: stage.name, ...tag, version: version.id } } satisfies EventDraft] : [];
  return refuseByRules(context, { version, stage: stage.name }, judgement);
};

/**
 * The stage must hold what the author saw.
 * @throws RegistryError conflict, with who holds it now
 */
export function requireHolder(view: CatalogueView, model: string, stage: StageDefinition, expect: string | null): void {
  if (stage.holders !== 'one') return;
  const row = view.holders(model, stage.name)[0];
  if ((row?.version ?? null) === expect) return;
  const [held, seen] = [row?.version, expect].map((id) => (id === undefined || id === null ? undefined : view.versionKey(id)));
  const now = held === undefined ? `Nothing holds ${stage.name} of ${view.nameOf(model)} now` : `${refOf(view, held)} holds ${stage.name} now`;
  throw new RegistryError('conflict', `${now}; ${seen === undefined ? 'nothing held it' : `${refOf(view, seen)} did`} when this began.`, {
    hint: 'Nothing was changed. Look at it, then decide again.',
    details: { stage: stage.name, holder: row?.version ?? null, ...(held === undefined ? {} : { ref: refOf(view, held) }), ...(row === undefined ? {} : { author: row.author }) },
  });
}

function requireReason(reason: string): string {
  if (reason.trim() !== '') return reason;
  throw new RegistryError('usage.invalid', 'Going against the rules needs a reason.', { hint: 'Say why: --override --reason TEXT' });
}
