import type { StageOverridden } from '../model/events/stageEvents.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import { judgeStage } from './judgeStage.ts';
import type { RuleOutcome } from './ruleOutcome.ts';

/**
 * The rules that an override went against, judged again as the fold judged it; empty where there is no such version.
 * @param before the catalogue as it stood just before the event
 * @param member id of who did it
 */
export function rulesOverridden(before: CatalogueView, { version: id, stage, tag = '', evidence }: Pick<StageOverridden, 'version' | 'stage' | 'tag' | 'evidence'>, member: string): readonly RuleOutcome[] {
  const version = before.version(id);
  if (version === undefined) return [];
  const roles = before.member(member)?.roles ?? [];
  return judgeStage(before, { version, stage, tag, member, roles, evidence }).outcomes.filter((outcome) => !outcome.met);
}
