import { shortDigest } from '../../core/model/digest.ts';
import type { VersionSummary } from '../../core/operations/versionAnswers.ts';
import { shortNumber } from '../../core/text/metricNumber.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { firstLine } from './firstLine.ts';
import { line, table, type Cell, type Column, type Facts } from './layout.ts';
import { chosenMetric, type MetricChoice } from './metricText.ts';
import { look } from './paint.ts';

/** A page of versions to show. */
export interface LogPage {
  readonly versions: readonly VersionSummary[];
  /** True when the versions are of one model, whose name need not stand in each line. */
  readonly oneModel: boolean;
  /** Metric of each model on the page. */
  readonly choices: ReadonlyMap<string, MetricChoice>;
  /** The command that shows the next page. */
  readonly older?: string;
}

const COLUMNS: readonly Column[] = [{ flexible: true }, {}, { drop: 2 }, {}, { drop: 1, flexible: true }, { drop: 4 }, { flexible: true }, { drop: 3, flexible: true }];

/** Versions, newest first, one line each. */
export function logText(page: LogPage, facts: Facts): string {
  if (page.versions.length === 0) return line(['No version yet. Commit one: modelkeep commit PATH'], facts);
  const rows = page.versions.map((version) => row(version, page, facts));
  return table(COLUMNS, rows, facts) + (page.older === undefined ? '' : line([look('dim', `  Show older: ${page.older}`)], facts));
}

function row(version: VersionSummary, page: LogPage, facts: Facts): Cell[] {
  const metric = chosenMetric(version.metrics, page.choices.get(version.model) ?? {});
  return [
    page.oneModel ? '' : look('strong', version.model),
    look(version.withdrawn ? 'dim' : 'strong', `v${version.number}`),
    look('accent', shortDigest(version.id)),
    look('dim', formatAge(version.createdAt, facts.now)),
    version.author,
    metric === undefined ? '' : `${metric.name} ${shortNumber(metric.value)}`,
    firstLine(version.message),
    look('dim', marks(version)),
  ];
}

function marks(version: VersionSummary): string {
  return [
    ...(version.withdrawn ? ['withdrawn'] : []),
    ...(version.deprecated === undefined ? [] : ['deprecated']),
    ...version.stages.map((stage) => `#${stage}${version.overridden?.includes(stage) === true ? ' (against the rules)' : ''}`),
    ...version.tags,
    ...version.aliases.map((alias) => `@${alias}`),
    ...(version.branch === 'main' ? [] : [version.branch]),
    ...(version.storage === 'external' ? ['not copied'] : []),
  ].join(', ');
}
