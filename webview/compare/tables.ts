import type { DataFileChange, EvaluationChange, FileChange, MetricChange, TensorState } from '../../src/core/diff/sectionChanges.ts';
import type { CodeCommit } from '../../src/core/diff/diffInput.ts';
import type { VersionDiff } from '../../src/core/diff/versionDiff.ts';
import { inertText } from '../../src/core/text/inertText.ts';
import { shortNumber } from '../../src/core/text/metricNumber.ts';
import { formatBytes, formatTime } from '../../src/core/text/quantities.ts';
import { say } from '../shared/say.ts';
import type { Column, TableSource, Tone } from '../shared/tableModel.ts';
import { changeText, changeTone } from './changeText.ts';

/** A row of most sections: what it is called, both sides as text, and how it changed. */
export interface SideRow {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly change: string;
  /** What is said beside the kind of change. */
  readonly note?: string;
}

/** Text of others on one line of the page. */
export function shown(text: string | undefined): string {
  return inertText((text ?? '').slice(0, 2_000));
}

/** Heads of the two sides: `v9`, `v12`, or the whole reference. */
export function sideTitles({ from, to }: Pick<VersionDiff, 'from' | 'to'>): readonly [string, string] {
  const short = (side: VersionDiff['from']): string => (side.number === undefined ? say('Workspace') : from.model === to.model ? `v${side.number}` : shown(side.ref));
  return [short(from), short(to)];
}

/** A table of {@link SideRow}s. */
export function sideTable(label: string, first: string, diff: VersionDiff, entries: readonly SideRow[]): TableSource<SideRow> {
  const [from, to] = sideTitles(diff);
  return {
    label,
    entries,
    name: ({ name }) => name,
    isSame: ({ change }) => change === 'same' || change === 'rewritten',
    columns: [
      { id: 'name', title: first, share: 3, least: 100, text: ({ name }) => shown(name) },
      { id: 'from', title: from, share: 2, text: (row) => shown(row.from), tone: () => 'code', order: (row) => numberOrText(row.from) },
      { id: 'to', title: to, share: 2, text: (row) => shown(row.to), tone: () => 'code', order: (row) => numberOrText(row.to) },
      { id: 'change', title: say('Change'), share: 2, text: ({ change, note }) => (note === undefined ? changeText(change) : `${changeText(change)}, ${shown(note)}`), tone: ({ change }) => changeTone(change) },
    ],
  };
}

function numberOrText(text: string): number | string {
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? text : number;
}

const VERDICT_TONE: Readonly<Record<MetricChange['verdict'], Tone>> = { better: 'good', worse: 'bad', same: 'dim', unknown: 'plain' };

/** What is said of a metric: a mark and words, so that colour is never alone. */
export function verdictText({ verdict, change, because }: MetricChange): string {
  if (verdict === 'better') return `▲ ${say('better')}`;
  if (verdict === 'worse') return `▼ ${say('worse')}`;
  if (verdict === 'same') return changeText('same');
  return because === 'noDirection' ? say('better or worse is not known') : because === 'otherData' ? say('measured on other data') : changeText(change);
}

/** Metrics with difference and verdict. */
export function metricTable(label: string, diff: Pick<VersionDiff, 'from' | 'to'>, entries: readonly MetricChange[]): TableSource<MetricChange> {
  const [from, to] = sideTitles(diff);
  return {
    label,
    entries,
    name: ({ name }) => name,
    isSame: () => false,
    columns: [
      { id: 'name', title: say('Metric'), share: 3, least: 96, text: ({ name }) => shown(name) },
      { id: 'from', title: from, share: 2, least: 60, numeric: true, text: (metric) => shown(shortNumber(metric.from ?? '')), order: (metric) => numberOrText(metric.from ?? '') },
      { id: 'to', title: to, share: 2, least: 60, numeric: true, text: (metric) => shown(shortNumber(metric.to ?? '')), order: (metric) => numberOrText(metric.to ?? '') },
      { id: 'difference', title: say('Difference'), share: 2, least: 68, numeric: true, text: ({ difference }) => difference ?? '', order: ({ difference }) => numberOrText(difference ?? '') },
      { id: 'percent', title: '%', share: 1, least: 56, extra: true, numeric: true, text: ({ percent }) => percent ?? '', order: ({ percent }) => numberOrText(percent ?? '') },
      { id: 'verdict', title: say('Verdict'), share: 3, least: 64, text: verdictText, tone: ({ verdict }) => VERDICT_TONE[verdict] },
    ],
  };
}

/** One evaluation's metrics carry its name. */
export function evaluationRows(evaluations: readonly EvaluationChange[]): readonly MetricChange[] {
  return evaluations.flatMap(({ name, metrics }) => metrics.map((metric) => ({ ...metric, name: `${name === '' ? say('evaluation') : name}: ${metric.name}` })));
}

/** Commits between, newest first. */
export function commitTable(commits: readonly CodeCommit[]): TableSource<CodeCommit> {
  const columns: readonly Column<CodeCommit>[] = [
    { id: 'commit', title: say('Commit'), share: 0, least: 64, text: ({ commit }) => shown(commit.slice(0, 7)), tone: () => 'code' },
    { id: 'subject', title: say('Subject'), share: 5, least: 120, text: ({ subject }) => shown(subject) },
    { id: 'author', title: say('Author'), share: 2, text: ({ author }) => shown(author) },
    { id: 'time', title: say('Time'), share: 0, least: 150, extra: true, text: ({ time }) => formatTime(shown(time)), tone: () => 'dim' },
  ];
  return { label: say('Commits'), entries: commits, columns, name: ({ subject, commit }) => `${commit} ${subject}`, isSame: () => false };
}

/** Files of a version; `open` where both sides are text. */
export function fileTable(diff: VersionDiff, open: (file: FileChange) => (() => void) | undefined): TableSource<FileChange> {
  const [from, to] = sideTitles(diff);
  return {
    label: say('Files'),
    entries: diff.files,
    name: ({ path, before }) => `${path} ${before ?? ''}`,
    isSame: ({ change }) => change === 'same',
    open,
    columns: [
      { id: 'path', title: say('File'), share: 4, least: 110, text: ({ path, before }) => (before === undefined ? shown(path) : `${shown(before)} → ${shown(path)}`) },
      { id: 'from', title: from, least: 64, numeric: true, text: (file) => sizeText(file.from?.size), order: (file) => file.from?.size ?? -1 },
      { id: 'to', title: to, least: 64, numeric: true, text: (file) => sizeText(file.to?.size), order: (file) => file.to?.size ?? -1 },
      { id: 'change', title: say('Change'), share: 2, text: ({ change }) => changeText(change), tone: ({ change }) => changeTone(change) },
    ],
  };
}

/** Files of a data set that differ. */
export function dataFileTable(label: string, diff: VersionDiff, entries: readonly DataFileChange[]): TableSource<DataFileChange> {
  const [from, to] = sideTitles(diff);
  return {
    label,
    entries,
    name: ({ path, before }) => `${path} ${before ?? ''}`,
    isSame: () => false,
    columns: [
      { id: 'path', title: say('File'), share: 4, least: 110, text: ({ path, before }) => (before === undefined ? shown(path) : `${shown(before)} → ${shown(path)}`) },
      { id: 'from', title: from, least: 64, numeric: true, text: ({ fromSize }) => sizeText(fromSize), order: ({ fromSize }) => fromSize ?? -1 },
      { id: 'to', title: to, least: 64, numeric: true, text: ({ toSize }) => sizeText(toSize), order: ({ toSize }) => toSize ?? -1 },
      { id: 'change', title: say('Change'), share: 2, text: ({ change }) => changeText(change), tone: ({ change }) => changeTone(change) },
    ],
  };
}

/** `BF16 512×2`. */
export function shapeText(state: TensorState | undefined): string {
  return state === undefined ? '' : `${state.dtype} ${state.shape.join('×')}`;
}

function sizeText(bytes: number | undefined): string {
  return bytes === undefined ? '' : formatBytes(bytes);
}
