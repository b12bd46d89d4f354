import type { VersionDetail } from '../operations/versionAnswers.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { numberDifference, shortNumber } from '../text/metricNumber.ts';
import { formatBytes, formatCount, formatTime } from '../text/quantities.ts';
import { lineageSection } from './lineageSection.ts';
import { table } from './markdownTable.ts';

const MOST_FILES = 200;
const MOST_VALUES = 500;

/**
 * The model card of a version as Markdown: summary, metrics, params, lineage with doubts, files, evaluations, and how to
 * fetch it. Everything that people typed is inert: no link, image or HTML of theirs survives.
 */
export function modelCard(version: VersionDetail): string {
  const sections = [summary(version), metrics(version), evaluations(version), deployments(version), lineageSection(version.lineage), params(version), facts(version), files(version), fetching(version)];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function summary(version: VersionDetail): string {
  const lines = [`# ${escapeMarkdown(version.model)} v${version.number}`];
  if (version.withdrawn) lines.push(`> **Withdrawn.** This version is not to be used; it is kept for the record. ${escapeMarkdown(version.withdrawal?.reason ?? '')}`.trimEnd());
  if (version.tag?.retired !== undefined) lines.push(`> **Retired.** ${escapeMarkdown(version.tag.retired)}`);
  if (version.deprecated !== undefined) lines.push(`> **Deprecated.** ${escapeMarkdown(version.deprecated.reason)}${version.deprecated.successor === undefined ? '' : ` Use ${escapeMarkdown(version.deprecated.successor)}.`}`);
  if (version.message !== '') lines.push(escapeMarkdown(version.message, 2_000));
  if (version.description !== '') lines.push(escapeMarkdown(version.description, 20_000));
  const called = [...version.tags, ...version.aliases.map((alias) => `@${alias}`), ...version.stages.map((stage) => `#${stage}`), ...version.labels.map(({ name, value }) => `${name}=${value}`)];
  if (called.length > 0) lines.push(called.map((one) => escapeMarkdown(one)).join(' · '));
  const who = version.author === '' ? '' : ` by ${escapeMarkdown(version.author)}`;
  lines.push(`Committed ${formatTime(version.createdAt)}${who} on branch \`${version.branch}\` · ${formatCount(version.files, 'file')}, ${formatBytes(version.size)}${version.storage === 'external' ? ', committed without a copy' : ''}`);
  lines.push(`Id \`sha256:${version.id}\``);
  return lines.join('\n\n');
}

function metrics(version: VersionDetail): string {
  if (version.metrics.length === 0) return '';
  const before = new Map(version.previous?.metrics.map((metric) => [metric.name, metric.value]));
  const first = version.metrics.filter((metric) => metric.name === version.metric);
  const rest = version.metrics.filter((metric) => metric.name !== version.metric);
  const rows = [...first, ...rest].slice(0, MOST_VALUES).map(({ name, value }) => [escapeMarkdown(name), escapeMarkdown(value), difference(value, before.get(name))]);
  const title = version.previous === undefined ? [] : [`Against v${version.previous.number}`];
  return `## Metrics\n\n${table(['Metric', 'Value', ...title], version.previous === undefined ? rows.map((row) => row.slice(0, 2)) : rows)}${more(version.metrics.length, MOST_VALUES)}`;
}

function difference(value: string, before: string | undefined): string {
  if (before === undefined) return 'new';
  return numberDifference(value, before) ?? (value === before ? 'same' : escapeMarkdown(before));
}

function evaluations(version: VersionDetail): string {
  if (version.evaluations.length === 0) return '';
  const rows = version.evaluations.map((evaluation) => [
    escapeMarkdown(evaluation.name === '' ? 'evaluation' : evaluation.name),
    evaluation.metrics.slice(0, 20).map(({ name, value }) => `${escapeMarkdown(name)} ${escapeMarkdown(shortNumber(value))}`).join(', '),
    evaluation.data.map((data) => escapeMarkdown(data.name)).join(', '),
    `${formatTime(evaluation.createdAt)}, ${escapeMarkdown(evaluation.author)}`,
    `#${evaluation.position}`,
  ]);
  return `## Evaluations\n\n${table(['Name', 'Metrics', 'Data', 'When and by whom', 'Position'], rows)}`;
}

function deployments(version: VersionDetail): string {
  if (version.deployments.length === 0) return '';
  const rows = version.deployments.map(({ target, message, author, createdAt }) => [escapeMarkdown(target), escapeMarkdown(message), `${formatTime(createdAt)}, ${escapeMarkdown(author)}`]);
  return `## Deployments\n\n${table(['Where', 'What', 'When and by whom'], rows)}`;
}

function params(version: VersionDetail): string {
  if (version.params.length === 0) return '';
  const rows = version.params.slice(0, MOST_VALUES).map(({ name, value, type }) => [escapeMarkdown(name), type === 'null' ? 'null' : escapeMarkdown(value)]);
  return `## Params\n\n${table(['Param', 'Value'], rows)}${more(version.params.length, MOST_VALUES)}`;
}

function facts(version: VersionDetail): string {
  if (version.lineage.facts.length === 0) return '';
  return `## Model\n\n${table(['Fact', 'Value'], version.lineage.facts.map(({ name, value }) => [escapeMarkdown(name), escapeMarkdown(value)]))}`;
}

function files(version: VersionDetail): string {
  const rows = version.fileList.slice(0, MOST_FILES).map((file) => [escapeMarkdown(file.path), formatBytes(file.size), `\`${file.sha256.slice(0, 12)}\``]);
  return `## Files\n\n${table(['Path', 'Size', 'SHA-256'], rows)}${more(version.fileList.length, MOST_FILES)}`;
}

function fetching(version: VersionDetail): string {
  return `## How to fetch it\n\n\`\`\`sh\nmodelkeep pull ${version.ref} -o DIR\nmodelkeep restore ${version.ref}\nmodelkeep code ${version.ref} -o DIR\n\`\`\``;
}

function more(count: number, shown: number): string {
  return count > shown ? `\n\n… and ${count - shown} more.` : '';
}
