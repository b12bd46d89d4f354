import type { ModelSummary } from '../../core/operations/versionAnswers.ts';
import type { StagePeriod } from '../../core/operations/stageOperations.ts';
import type { AsOf } from '../../core/ports/momentReader.ts';
import { escapeMarkdown } from '../../core/text/escapeMarkdown.ts';
import { formatTime, groupDigits } from '../../core/text/quantities.ts';
import { chosenMetric, metricLabel } from './chosenMetric.ts';
import { versionName } from './stageHistory.ts';
import { t } from './translate.ts';

/** A model as it stood, with who held its stages then. */
export interface ModelThen {
  readonly model: ModelSummary;
  readonly held: readonly StagePeriod[];
}

/** The registry as it stood, as Markdown: models with their newest version and who held which stage. Everything that people typed is escaped. */
export function momentMarkdown({ position, time, backwards }: AsOf, models: readonly ModelThen[]): string {
  const rows = models.map(({ model, held }) => {
    const { newest } = model;
    const metric = metricLabel(newest && chosenMetric(newest.metrics, model.metric));
    return [escapeMarkdown(model.name), newest === undefined ? '' : `v${newest.number}`, escapeMarkdown(metric), held.map((period) => escapeMarkdown(`${period.stage}: ${versionName(period)}`)).join('<br>')];
  });
  const head = [t('Model'), t('Newest'), t('Metric'), t('Stages')];
  const table = [head, head.map(() => ':--'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [
    `# ${t('The registry as of event #{0}', groupDigits(position))}`,
    '',
    t('Everything up to that event, which was claimed to be written at {0}.', escapeMarkdown(formatTime(time))),
    ...(backwards === undefined ? [] : ['', `> ${t('Times are claims, and those near event #{0} run backwards by more than five minutes: they do not say well what happened when.', groupDigits(backwards))}`]),
    '',
    ...(models.length === 0 ? [t('There was no model yet.')] : table),
    '',
  ].join('\n');
}
