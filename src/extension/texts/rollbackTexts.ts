import type { VersionDetail } from '../../core/operations/versionAnswers.ts';
import type { RollbackExplanation } from '../../core/operations/stageOperations.ts';
import { chosenMetric, metricLabel } from './chosenMetric.ts';
import { inertLabel } from './inertLabel.ts';
import { joinFacts } from './joinFacts.ts';
import { refusalOf } from './stageTexts.ts';
import { t } from './translate.ts';

/** A rollback with the versions that it is about; `from` is absent when nobody holds the stage. */
export interface PlannedRollback {
  readonly plan: RollbackExplanation;
  readonly to: VersionDetail;
  readonly from: VersionDetail | undefined;
}

/** `v12 goes, v9 (1.4.0) comes back`. */
export function changeText({ to, from }: PlannedRollback): string {
  return from === undefined ? t('{0} comes back', nameOf(to)) : t('{0} goes, {1} comes back', nameOf(from), nameOf(to));
}

/** What that means for the metric, and what the rules say: `f1 0.953 → 0.94 · allowed`. */
export function meaningText({ plan, to, from }: PlannedRollback): string {
  const after = chosenMetric(to.metrics, to.metric);
  const before = metricLabel(from?.metrics.find(({ name }) => name === after?.name));
  const metric = before === '' ? metricLabel(after) : `${before} → ${inertLabel(after?.value ?? '', 16)}`;
  return joinFacts(metric, plan.allowed ? t('allowed') : t('refused: {0}', inertLabel(refusalOf(plan.rules), 160)));
}

function nameOf({ number, tags }: VersionDetail): string {
  const tag = tags.at(-1);
  return tag === undefined ? `v${number}` : `v${number} (${inertLabel(tag, 64)})`;
}
