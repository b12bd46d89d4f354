import { shortDigest } from '../../core/model/digest.ts';
import type { EvaluationSummary, VersionDetail } from '../../core/operations/versionAnswers.ts';
import { formatAge, formatBytes, formatCount, formatTime } from '../../core/text/quantities.ts';
import { line, paragraph, table, type Cell, type Column, type Facts } from './layout.ts';
import { lineageRows } from './lineageLines.ts';
import { metricDifference } from './metricText.ts';
import { look, type Part } from './paint.ts';

/** Rows of one section; what is more is counted, and `--json` has it all. */
const MOST_ROWS = 60;
const FACT: readonly Column[] = [{}, { flexible: true }];
const FACT_AND_SOURCE: readonly Column[] = [{}, { flexible: true }, { drop: 1, flexible: true }];

/** Everything that is known of a version, on one page. */
export function showText(version: VersionDetail, facts: Facts): string {
  const { lineage } = version;
  return [
    line([look('strong', `${version.model} v${version.number}`), ...(version.withdrawn ? [look('warn', '   withdrawn')] : [])], facts),
    ...version.message.split('\n').map((text) => (text.trim() === '' ? '' : paragraph(text, facts))),
    '\n',
    table([{}, {}], [...identity(version, facts), ...nameRows(version)], facts),
    ...(version.description === '' ? [] : ['\n', ...version.description.split('\n').map((text) => (text.trim() === '' ? '\n' : paragraph(text, facts)))]),
    section('Metrics', metricRows(version), [{ flexible: true }, { flexible: true }, {}], facts),
    section('Params', version.params.map(({ name, value }) => [name, value]), [{ flexible: true }, { flexible: true }], facts),
    section('Lineage', lineageRows(lineage).map(({ fact, value, source }) => [fact, value, look('dim', source)]), FACT_AND_SOURCE, facts),
    sentences('Doubts', 'warn', lineage.doubts.map(({ message }) => message), facts),
    sentences('Not captured', 'dim', lineage.missing.map(({ message }) => message), facts),
    section('Evaluations', version.evaluations.map((evaluation) => evaluationRow(evaluation, facts)), [{}, { flexible: true }, { flexible: true }, { flexible: true, drop: 1 }, { flexible: true, drop: 2 }, { drop: 3 }], facts),
    section('Deployments', version.deployments.map(({ target, message, author, createdAt }) => [target, message, `by ${author}`, look('dim', formatAge(createdAt, facts.now))]), [{ flexible: true }, { flexible: true }, { flexible: true, drop: 1 }, { drop: 2 }], facts),
    section('Model', lineage.facts.map(({ name, value }) => [name, value]), FACT, facts),
    section('Where it lay', version.places.map(({ name, path }) => [name, path]), FACT, facts),
    section(filesTitle(version), fileRows(version), [{ flexible: true }, { align: 'right' }, { drop: 1 }, { drop: 2 }], facts),
  ].join('');
}

function identity(version: VersionDetail, facts: Facts): Cell[][] {
  const { lineage } = version;
  const parents = version.parents.map((id) => shortDigest(id)).join(', ');
  const place = lineage.folder ?? version.places[0]?.path;
  return [
    ['id', look('accent', version.id)],
    ['reference', version.ref],
    ['committed', `${formatTime(version.createdAt)} (${formatAge(version.createdAt, facts.now)})`],
    ['by', [version.author, look('dim', ' (as claimed)')]],
    ['branch', version.branch],
    ...(parents === '' ? [] : [['parents', parents]]),
    ...(place === undefined ? [] : [['folder', place]]),
    ...(version.storage === 'external' ? [['bytes', look('warn', 'not copied: they stay where they lie')]] : []),
    ['ledger', look('dim', `position ${version.position}, device ${shortDigest(version.device)}`)],
  ];
}

/** What the version, or the tag that was asked for, is called and what is said of it. */
function nameRows(version: VersionDetail): Cell[][] {
  const { tag, tags, aliases, stages, overridden = [], labels, deprecated, withdrawal } = version;
  const list = (fact: string, values: readonly string[]): Cell[][] => (values.length === 0 ? [] : [[fact, values.join(', ')]]);
  return [
    ...(tag?.retired === undefined ? [] : [['retired', look('warn', tag.retired)]]),
    ...list('tags', tags),
    ...list('aliases', aliases),
    ...list('stage', stages.map((stage) => (overridden.includes(stage) ? `${stage} (against the rules)` : stage))),
    ...list('labels', labels.map(({ name, value }) => `${name}=${value}`)),
    ...(deprecated === undefined ? [] : [['deprecated', look('warn', deprecated.reason + (deprecated.successor === undefined ? '' : ` (use ${deprecated.successor})`))]]),
    ...(withdrawal === undefined || withdrawal.reason === '' ? [] : [['withdrawn', look('warn', `${withdrawal.reason} (by ${withdrawal.author})`)]]),
  ];
}

function metricRows(version: VersionDetail): Cell[][] {
  const first = version.metrics.filter(({ name }) => name === version.metric);
  const rest = version.metrics.filter(({ name }) => name !== version.metric);
  return [...first, ...rest].map((metric) => {
    const direction = metric.name === version.metric ? version.direction : undefined;
    return [metric.name, metric.value, metricDifference(metric, version.previous?.metrics, direction) ?? ''];
  });
}

function evaluationRow(evaluation: EvaluationSummary, facts: Facts): Cell[] {
  const metrics = evaluation.metrics.map(({ name, value }) => `${name} ${value}`).join(', ');
  const data = evaluation.data.map(({ name }) => name).join(', ');
  return [look('dim', `#${evaluation.position}`), evaluation.name, metrics, data === '' ? '' : `on ${data}`, `by ${evaluation.author}`, look('dim', formatAge(evaluation.createdAt, facts.now))];
}

function filesTitle(version: VersionDetail): string {
  return `Files: ${formatCount(version.files, 'file')}, ${formatBytes(version.size)}`;
}

function fileRows(version: VersionDetail): Cell[][] {
  return version.fileList.map(({ path, size, sha256, tensors }) => [
    path,
    formatBytes(size),
    look('accent', shortDigest(sha256)),
    look('dim', tensors === undefined ? '' : formatCount(tensors.length, 'tensor')),
  ]);
}

function section(title: string, rows: readonly (readonly Cell[])[], columns: readonly Column[], facts: Facts): string {
  if (rows.length === 0) return '';
  const more = rows.length - MOST_ROWS;
  return heading(title, facts) + table(columns, rows.slice(0, MOST_ROWS), facts) + (more > 0 ? line([look('dim', `  and ${formatCount(more, 'more', 'more')} (--json has them all)`)], facts) : '');
}

function sentences(title: string, as: 'warn' | 'dim', messages: readonly string[], facts: Facts): string {
  if (messages.length === 0) return '';
  return heading(title, facts) + messages.map((message): string => paragraph(look(as, message), facts)).join('');
}

function heading(title: Part, facts: Facts): string {
  return `\n${line([typeof title === 'string' ? look('strong', title) : title], facts)}`;
}
