import type { Metric } from '../../core/model/record.ts';
import type { VersionDetail } from '../../core/operations/versionAnswers.ts';
import { escapeMarkdown } from '../../core/text/escapeMarkdown.ts';
import { numberDifference, shortNumber } from '../../core/text/metricNumber.ts';
import { formatAge, formatBytes } from '../../core/text/quantities.ts';
import { COMMANDS, type CommandId } from '../commandIds.ts';
import type { VersionTarget } from '../tree/treeNode.ts';
import { called } from '../tree/versionView.ts';
import { chosenMetric } from './chosenMetric.ts';
import { doubtsText, filesText, uncommittedText } from './counts.ts';
import { shortId } from './shortId.ts';
import { t } from './translate.ts';

/** The only commands that a tooltip may run. */
export const TOOLTIP_COMMANDS: readonly CommandId[] = [COMMANDS.showCard, COMMANDS.openRecord, COMMANDS.copyReference, COMMANDS.compareWithPrevious, COMMANDS.promoteVersion];
const MOST_METRICS = 8;

/** The tooltip of a version as Markdown: message, metrics with differences, facts, links. Everything typed by people is escaped. */
export function versionTooltip(detail: VersionDetail, target: VersionTarget, now: number): string {
  const who = `${escapeMarkdown(detail.author, 60)}, ${escapeMarkdown(formatAge(detail.createdAt, now))}`;
  return [
    `**${escapeMarkdown(detail.model)} v${detail.number}** — ${who}`,
    warningLines(detail).join('  \n'),
    escapeMarkdown(detail.message.split('\n', 1)[0] ?? '', 200),
    escapeMarkdown(detail.description.replaceAll(/\s+/g, ' '), 300),
    metricsTable(detail),
    factLines(detail).join('  \n'),
    links(detail, target),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function metricsTable(detail: VersionDetail): string {
  if (detail.metrics.length === 0) return '';
  const first = chosenMetric(detail.metrics, detail.metric);
  const ordered = first === undefined ? detail.metrics : [first, ...detail.metrics.filter((metric) => metric !== first)];
  const { previous } = detail;
  const head = previous === undefined ? ['| | |', '|:--|--:|'] : [`| | | ${t('to v{0}', previous.number)} |`, '|:--|--:|--:|'];
  const rows = ordered.slice(0, MOST_METRICS).map((metric) => metricRow(metric, previous?.metrics));
  const rest = ordered.length - rows.length;
  return [...head, ...rows, ...(rest > 0 ? [`| ${t('and {0} more', rest)} | |${previous === undefined ? '' : ' |'}`] : [])].join('\n');
}

function metricRow(metric: Metric, previous: readonly Metric[] | undefined): string {
  const cells = [escapeMarkdown(metric.name, 40), escapeMarkdown(shortNumber(metric.value), 24)];
  if (previous !== undefined) {
    const old = previous.find((other) => other.name === metric.name);
    cells.push((old && numberDifference(metric.value, old.value)) ?? '');
  }
  return `| ${cells.join(' | ')} |`;
}

/** Why it is not to be used, before everything else. */
function warningLines({ withdrawal, deprecated }: VersionDetail): readonly string[] {
  const instead = deprecated?.successor === undefined ? '' : ` (${t('use {0}', deprecated.successor)})`;
  const lines = [withdrawal === undefined ? '' : fact(t('Withdrawn'), withdrawal.reason), deprecated === undefined ? '' : fact(t('Deprecated'), `${deprecated.reason}${instead}`)];
  return lines.filter((line) => line !== '').map((line) => `⚠ ${line}`);
}

function factLines(detail: VersionDetail): readonly string[] {
  const { lineage } = detail;
  const code = lineage.code[0];
  const data = lineage.data[0];
  const lines = [
    detail.stages.length === 0 ? '' : fact(t('Stage'), called({ ...detail, tags: [], aliases: [] }).join(', ')),
    detail.tags.length === 0 ? '' : fact(t('Tags'), detail.tags.join(', ')),
    detail.aliases.length === 0 ? '' : fact(t('Aliases'), detail.aliases.join(', ')),
    detail.labels.length === 0 ? '' : fact(t('Labels'), detail.labels.map(({ name, value }) => `${name}=${value}`).join(', ')),
    code === undefined ? '' : fact(t('Code'), `${shortId(code.commit ?? '')} ${code.subject ?? ''} ${code.dirtyCode.length === 0 ? '' : uncommittedText(code.dirtyCode.length)}`),
    data === undefined ? '' : fact(t('Data'), `${data.name} ${shortId(data.digest)}${lineage.data.length > 1 ? ` ${t('and {0} more', lineage.data.length - 1)}` : ''}`),
    detail.deployments[0] === undefined ? '' : fact(t('In use'), `${detail.deployments[0].target}${detail.deployments.length > 1 ? ` ${t('and {0} more', detail.deployments.length - 1)}` : ''}`),
    fact(t('Files'), `${filesText(detail.files)}, ${formatBytes(detail.size)}`),
    fact(t('Id'), `sha256:${shortId(detail.id, 12)}…`),
    lineage.doubts.length === 0 ? '' : fact(doubtsText(lineage.doubts.length), lineage.doubts[0]?.message ?? ''),
  ];
  return lines.filter((line) => line !== '');
}

function fact(name: string, text: string): string {
  return `${name}: ${escapeMarkdown(text, 200)}`;
}

function links(detail: VersionDetail, target: VersionTarget): string {
  const argument = encodeURIComponent(JSON.stringify([{ cwd: target.cwd, ref: target.ref }]));
  const link = (title: string, command: CommandId): string => `[${title}](command:${command}?${argument.replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'))})`;
  return [
    link(t('Card'), COMMANDS.showCard),
    ...(detail.previous === undefined ? [] : [link(t('Compare with v{0}', detail.previous.number), COMMANDS.compareWithPrevious)]),
    ...(detail.withdrawn ? [] : [link(t('Promote…'), COMMANDS.promoteVersion)]),
    link(t('Record'), COMMANDS.openRecord),
    link(t('Copy Reference'), COMMANDS.copyReference),
  ].join(' · ');
}
