import type { EvaluationSummary } from '../../../core/operations/versionAnswers.ts';
import { formatAge } from '../../../core/text/quantities.ts';
import { chosenMetric, metricLabel } from '../../texts/chosenMetric.ts';
import { inertLabel } from '../../texts/inertLabel.ts';
import { joinFacts } from '../../texts/joinFacts.ts';
import { t } from '../../texts/translate.ts';
import { dataText } from './dataFacts.ts';
import { factView, MOST_ROWS, type FactView } from './factView.ts';
import { valueRow } from './valueFacts.ts';

/** One row per evaluation, newest first: `March holdout   f1 0.948 · ana · 2 d ago`, its values below. */
export function evaluationFacts(evaluations: readonly EvaluationSummary[], chosen: string | undefined, now: number): readonly FactView[] {
  return evaluations.toReversed().slice(0, MOST_ROWS).map((evaluation) =>
    factView({
      key: `evaluation-${evaluation.position}`,
      kind: 'value',
      label: inertLabel(evaluation.name) || t('Evaluation'),
      text: joinFacts(metricLabel(chosenMetric(evaluation.metrics, chosen)), inertLabel(evaluation.author, 40), formatAge(evaluation.createdAt, now)),
      icon: 'checklist',
      tooltip: joinFacts(inertLabel(evaluation.author), inertLabel(evaluation.createdAt), t('event {0} of the ledger', evaluation.position)),
      children: [
        ...evaluation.metrics.map((metric) => valueRow(metric.name, inertLabel(metric.value), `${metric.name}=${metric.value}`)),
        ...evaluation.data.map((set, index) => factView({ key: `data-${index}`, kind: 'value', label: t('Data'), text: dataText(set), icon: 'database' })),
      ],
    }),
  );
}
