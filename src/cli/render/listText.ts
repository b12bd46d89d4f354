import type { ModelSummary } from '../../core/operations/versionAnswers.ts';
import { shortNumber } from '../../core/text/metricNumber.ts';
import { formatAge, formatCount } from '../../core/text/quantities.ts';
import { firstLine } from './firstLine.ts';
import { line, table, type Cell, type Column, type Facts } from './layout.ts';
import { chosenMetric } from './metricText.ts';
import { look } from './paint.ts';
import { versionCount } from './versionCount.ts';

const COLUMNS: readonly Column[] = [{ flexible: true }, {}, { drop: 2 }, {}, { drop: 1 }, { flexible: true, drop: 3 }];

/** Models, one line each: newest version, its metric, age and message. */
export function listText(models: readonly ModelSummary[], more: string | undefined, facts: Facts): string {
  if (models.length === 0) return line(['No model yet. Commit one: modelkeep commit PATH'], facts);
  const rows = models.map((model) => row(model, facts));
  return table(COLUMNS, rows, facts) + (more === undefined ? '' : line([look('dim', `  Show more: ${more}`)], facts));
}

function row(model: ModelSummary, facts: Facts): Cell[] {
  const { newest } = model;
  const name = [look('strong', model.name), ...(model.archived === true ? [look('dim', ' archived')] : [])];
  if (newest === undefined) return [name, '', '', '', '', look('dim', model.withdrawn === undefined ? 'no version yet' : versionCount(model))];
  const metric = chosenMetric(newest.metrics, model);
  return [
    name,
    newest.branch === 'main' ? `v${newest.number}` : `v${newest.number} on ${newest.branch}`,
    metric === undefined ? '' : `${metric.name} ${shortNumber(metric.value)}`,
    look('dim', formatAge(newest.createdAt, facts.now)),
    look('dim', formatCount(model.versions, 'version')),
    firstLine(newest.message),
  ];
}
