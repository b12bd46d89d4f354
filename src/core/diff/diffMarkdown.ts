import { table } from '../card/markdownTable.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { shortNumber } from '../text/metricNumber.ts';
import { formatBytes, formatCount } from '../text/quantities.ts';
import { codeSection } from './codeMarkdown.ts';
import { isWorthReading } from './isWorthReading.ts';
import type { MetricChange, TensorState } from './sectionChanges.ts';
import { type Section, SECTIONS, type VersionDiff } from './versionDiff.ts';

const MOST_ROWS = 200;

/** What a section is called, for people. */
const TITLE: Readonly<Record<Section, string>> = {
  metrics: 'Metrics',
  params: 'Params',
  code: 'Code',
  data: 'Data',
  environment: 'Environment',
  origin: 'Command and base models',
  files: 'Files',
  facts: 'Model facts',
  tensors: 'Tensors',
  evaluations: 'Evaluations',
  doubts: 'Doubts and gaps',
};

/**
 * A comparison as Markdown: headline, then each section that differs or is not fully known, then what is the same in one
 * line. Everything that people typed is inert.
 */
export function diffMarkdown(diff: VersionDiff): string {
  const shown = SECTIONS.filter((section) => isWorthReading(section, diff.summary[section]));
  const same = SECTIONS.filter((section) => diff.summary[section].state === 'same' && !shown.includes(section));
  const parts = [head(diff), ...shown.map((section) => sectionOf(section, diff)), same.length === 0 ? '' : `Same on both sides: ${same.map((section) => TITLE[section].toLowerCase()).join(', ')}.`];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function head({ from, to, headline }: VersionDiff): string {
  const named = (side: VersionDiff['from']): string => `${escapeMarkdown(side.ref)}${side.labels.length === 0 ? '' : ` (${side.labels.slice(0, 10).map((label) => escapeMarkdown(label)).join(', ')})`}`;
  const why = headline.why === undefined ? [] : [`**Most likely why:** ${escapeMarkdown(headline.why, 1000)}`];
  const whyNot = headline.whyNot === undefined ? [] : [escapeMarkdown(headline.whyNot, 1000)];
  return [`# ${named(from)} → ${named(to)}`, ...headline.sentences.map((sentence) => escapeMarkdown(sentence, 1000)), ...why, ...whyNot].join('\n\n');
}

function sectionOf(section: Section, diff: VersionDiff): string {
  const { unknown } = diff.summary[section];
  const notes = section === 'doubts' ? [] : unknown.slice(0, MOST_ROWS).map(({ side, message }) => `- **Unknown on ${escapeMarkdown(diff[side].ref)}** ${escapeMarkdown(message)}`);
  return [`## ${TITLE[section]}`, notes.join('\n'), body(section, diff)].filter((part) => part !== '').join('\n\n');
}

function body(section: Section, diff: VersionDiff): string {
  switch (section) {
    case 'metrics':
      return metrics(diff.metrics, diff);
    case 'params':
      return rows(['Param', ...heads(diff), 'Change'], diff.params.filter(({ change }) => change !== 'same').map(({ name, from, to, change, difference }) => [escapeMarkdown(name), escapeMarkdown(from?.value ?? ''), escapeMarkdown(to?.value ?? ''), escapeMarkdown(difference ?? (change === 'retyped' ? `${from?.type} → ${to?.type}` : change))]));
    case 'code':
      return codeSection(diff);
    case 'data':
      return rows(['Data', 'Change', 'Files', 'Note'], diff.data.filter(({ change }) => change !== 'same').map(({ name, before, change, listing, note }) => [escapeMarkdown(name), before === undefined ? change : `renamed from ${escapeMarkdown(before)}`, listing === undefined ? '' : `${listing.added} added, ${listing.removed} removed, ${listing.changed} changed`, note ?? '']));
    case 'environment':
      return environment(diff);
    case 'origin': {
      const { command, bases } = diff.origin;
      const listed = command.change === 'same' ? [] : [['Command', escapeMarkdown(command.from ?? ''), escapeMarkdown(command.to ?? ''), command.change]];
      return rows(['', ...heads(diff), 'Change'], [...listed, ...bases.filter(({ change }) => change !== 'same').map(({ reference, change }) => ['Made from', change === 'added' ? '' : escapeMarkdown(reference), change === 'removed' ? '' : escapeMarkdown(reference), change])]);
    }
    case 'files':
      return rows(['Path', ...heads(diff), 'Change'], diff.files.filter(({ change }) => change !== 'same').map(({ path, before, from, to, change }) => [escapeMarkdown(path), sizeOf(from?.size), sizeOf(to?.size), before === undefined ? change : `renamed from ${escapeMarkdown(before)}`]));
    case 'facts':
      return rows(['Fact', ...heads(diff)], diff.facts.filter(({ change }) => change !== 'same').map(({ name, from, to }) => [escapeMarkdown(name), escapeMarkdown(from ?? ''), escapeMarkdown(to ?? '')]));
    case 'tensors':
      return tensors(diff);
    case 'evaluations':
      return diff.evaluations.slice(0, 50).map(({ name, data, metrics: measured, change }) => [`### ${escapeMarkdown(name === '' ? 'evaluation' : name)}`, change === 'added' || change === 'removed' ? `On one side only (${change}).` : { same: '', different: 'Measured on different data.', unknown: 'Whether the data is the same is not known.' }[data], metrics(measured, diff)].filter((part) => part !== '').join('\n\n')).join('\n\n');
    case 'doubts':
      return rows(['', 'On', 'What'], diff.doubts.map(({ kind, on, from, to }) => [kind === 'doubt' ? 'Doubt' : 'Not captured', on === 'both' ? 'both' : escapeMarkdown(diff[on].ref), escapeMarkdown(to ?? from ?? '')]));
  }
}

function heads({ from, to }: VersionDiff): readonly [string, string] {
  return [escapeMarkdown(from.ref, 100), escapeMarkdown(to.ref, 100)];
}

function metrics(list: readonly MetricChange[], diff: VersionDiff): string {
  return rows(['Metric', ...heads(diff), 'Difference', ''], list.map(({ name, from, to, change, difference, percent, verdict }) => [
    escapeMarkdown(name),
    escapeMarkdown(shortNumber(from ?? '')),
    escapeMarkdown(shortNumber(to ?? '')),
    escapeMarkdown(difference === undefined ? change : `${difference}${percent === undefined ? '' : ` (${percent} %)`}`),
    verdict === 'better' || verdict === 'worse' ? verdict : '',
  ]));
}

function environment(diff: VersionDiff): string {
  const { environment: { python, os, cpu, packages } } = diff;
  const values = ([['Python', python], ['System', os], ['Processor', cpu]] as const).filter(([, { change }]) => change !== 'same').map(([name, { from, to, change }]) => [name, escapeMarkdown(from ?? ''), escapeMarkdown(to ?? ''), change]);
  return rows(['', ...heads(diff), 'Change'], [...values, ...packages.map(({ name, from, to, change }) => [escapeMarkdown(name), escapeMarkdown(from ?? ''), escapeMarkdown(to ?? ''), change])]);
}

function tensors(diff: VersionDiff): string {
  const { differs, total } = diff.summary.tensors;
  const changed = diff.tensors.modules.filter(({ counts, total: all }) => (counts['same'] ?? 0) < all);
  const modules = changed.map(({ module, total: all, counts }) => [escapeMarkdown(module), String(all), Object.entries(counts).filter(([change]) => change !== 'same').map(([change, count]) => `${count} ${change}`).join(', ')]);
  const shaped = diff.tensors.changes.filter(({ change }) => change !== 'changed').map(({ name, before, change, from, to }) => [escapeMarkdown(name), before === undefined ? change : `renamed from ${escapeMarkdown(before)}`, shapeOf(from), shapeOf(to)]);
  const parts = [`${formatCount(differs, 'tensor')} of ${formatCount(total, 'tensor')} differ.`, rows(['Module', 'Tensors', 'Changes'], modules), rows(['Tensor', 'Change', ...heads(diff)], shaped)];
  return (total === 0 ? parts.slice(1) : parts).filter((part) => part !== '').join('\n\n');
}

function shapeOf(state: TensorState | undefined): string {
  return state === undefined ? '' : escapeMarkdown(`${state.dtype} ${state.shape.join('×')}`);
}

function sizeOf(bytes: number | undefined): string {
  return bytes === undefined ? '' : formatBytes(bytes);
}

function rows(titles: readonly string[], list: readonly (readonly string[])[]): string {
  if (list.length === 0) return '';
  return `${table(titles, list.slice(0, MOST_ROWS))}${list.length > MOST_ROWS ? `\n\n… and ${list.length - MOST_ROWS} more.` : ''}`;
}
