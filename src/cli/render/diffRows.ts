import type { DataState, MetricChange, RepositoryChange, UncommittedFile, TensorModule, TensorState } from '../../core/diff/sectionChanges.ts';
import type { Section, VersionDiff } from '../../core/diff/versionDiff.ts';
import { shortNumber } from '../../core/text/metricNumber.ts';
import { formatBytes, formatCount } from '../../core/text/quantities.ts';
import type { Cell, Column } from './layout.ts';
import { look, type Part } from './paint.ts';

/** Rows of one section of a comparison. */
export interface DiffRows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const NAME_AND_SIDES: readonly Column[] = [{ flexible: true }, { flexible: true }, { flexible: true }, { flexible: true, drop: 1 }];
const NAME_AND_CHANGE: readonly Column[] = [{ flexible: true }, { flexible: true }, { flexible: true, drop: 1 }];

/** What differs in a section, as rows of a terminal's table; of metrics and doubts all. */
export function diffRows(section: Section, diff: VersionDiff): DiffRows {
  switch (section) {
    case 'metrics':
      return { columns: NAME_AND_SIDES, rows: diff.metrics.map(metricRow) };
    case 'params':
      return { columns: NAME_AND_SIDES, rows: differing(diff.params).map(({ name, from, to, change, difference }) => [name, from?.value ?? '', to?.value ?? '', word(change === 'retyped' ? `${from?.type} → ${to?.type}` : (difference ?? change))]) };
    case 'code':
      return { columns: NAME_AND_CHANGE, rows: differing(diff.code).flatMap((repository) => codeRows(repository, diff)) };
    case 'data':
      return { columns: NAME_AND_SIDES, rows: differing(diff.data).map(({ name, before, from, to, change, note, listing }) => [before === undefined ? name : `${before} → ${name}`, dataText(from), dataText(to), word(listing === undefined ? (note ?? change) : `${listing.added} added, ${listing.removed} removed, ${listing.changed} changed`)]) };
    case 'environment':
      return { columns: NAME_AND_SIDES, rows: environmentRows(diff) };
    case 'origin':
      return { columns: NAME_AND_SIDES, rows: originRows(diff) };
    case 'files':
      return { columns: NAME_AND_SIDES, rows: differing(diff.files).map(({ path, before, from, to, change }) => [before === undefined ? path : `${before} → ${path}`, sizeText(from?.size), sizeText(to?.size), word(change)]) };
    case 'facts':
      return { columns: NAME_AND_SIDES, rows: differing(diff.facts).map(({ name, from, to, change }) => [name, from ?? '', to ?? '', word(change)]) };
    case 'tensors':
      return { columns: NAME_AND_SIDES, rows: tensorRows(diff) };
    case 'evaluations':
      return { columns: NAME_AND_SIDES, rows: diff.evaluations.flatMap(({ name, data, metrics }) => [[look('dim', name === '' ? 'evaluation' : name), '', '', data === 'different' ? look('warn', 'on other data') : data === 'unknown' ? look('warn', 'perhaps on other data') : ''], ...metrics.map(metricRow)]) };
    case 'doubts':
      return { columns: [{}, {}, { flexible: true }], rows: diff.doubts.map(({ kind, on, from, to }) => [kind === 'doubt' ? look('warn', 'doubt') : look('dim', 'not captured'), on === 'both' ? 'both' : shortRef(diff[on].ref), to ?? from ?? '']) };
  }
}

function differing<T extends { readonly change: string }>(entries: readonly T[]): readonly T[] {
  return entries.filter(({ change }) => change !== 'same' && change !== 'rewritten');
}

function word(text: string): Part {
  return look('dim', text);
}

function metricRow({ name, from, to, change, difference, percent, verdict, because }: MetricChange): Cell[] {
  const told = difference === undefined ? change : `${difference}${percent === undefined ? '' : ` (${percent} %)`}`;
  const judged: Part = verdict === 'better' ? look('good', ' better') : verdict === 'worse' ? look('bad', ' worse') : because === 'noDirection' ? word(' better or worse is not known') : '';
  return [name, shortNumber(from ?? ''), shortNumber(to ?? ''), verdict === 'same' ? word('same') : [told, judged]];
}

function codeRows(change: RepositoryChange, diff: VersionDiff): Cell[][] {
  const { repository, from, to, between, uncommittedFiles, uncommitted, submodules } = change;
  const commit = (state: RepositoryChange['from']): string => (state === undefined ? 'not captured' : (state.commit?.slice(0, 7) ?? 'no commit'));
  const where = repository === '.' ? '' : `${repository}: `;
  const head: Cell[] = [`${where}${commit(from) === commit(to) ? `${commit(from)} on both sides` : `${commit(from)} → ${commit(to)}`}`, between === undefined || between.problem !== undefined ? '' : formatCount(between.commitTotal, 'commit'), ''];
  const commits = between?.problem === undefined ? (between?.commits ?? []).slice(0, 10) : [];
  return [
    head,
    ...commits.map(({ commit: id, subject, author }): Cell[] => [look('accent', `  ${id.slice(0, 7)}`), subject, word(author ?? '')]),
    ...(between?.files ?? []).map(({ path, before, change: kind, added, removed }): Cell[] => [`  ${before === undefined ? path : `${before} → ${path}`}`, added === undefined || removed === undefined ? kind : [look('good', `+${added}`), look('bad', ` −${removed}`)], word(kind)]),
    ...submodules.map((path): Cell[] => [`  ${path}`, 'submodule', word('changed')]),
    ...uncommittedFiles.map(({ path, on, state }): Cell[] => [`  ${path}`, look('warn', 'not committed'), word(on === 'both' ? onBoth(state, uncommitted) : `in ${shortRef(diff[on].ref)}`)]),
  ];
}

function onBoth(state: UncommittedFile['state'], uncommitted: RepositoryChange['uncommitted']): string {
  if (state !== 'unknown') return `on both, ${state}`;
  return uncommitted === 'unknown' ? 'on both, not kept' : 'on both';
}

function dataText(state: DataState | undefined): string {
  if (state === undefined) return '';
  const digest = state.digest.slice(state.digest.indexOf(':') + 1).slice(0, 8);
  const facts = [...(state.files === undefined || state.files === 1 ? [] : [formatCount(state.files, 'file')]), ...(state.size === undefined ? [] : [formatBytes(state.size)])];
  return [digest, ...facts].join(' ');
}

function environmentRows({ environment: { python, os, cpu, packages } }: VersionDiff): Cell[][] {
  const values = ([['Python', python], ['System', os], ['Processor', cpu]] as const).filter(([, { change }]) => change === 'changed');
  return [...values.map(([name, { from, to, change }]): Cell[] => [name, from ?? '', to ?? '', word(change)]), ...packages.map(({ name, from, to, change }): Cell[] => [name, from ?? '', to ?? '', word(change)])];
}

function originRows({ origin: { command, bases } }: VersionDiff): Cell[][] {
  const told: Cell[][] = command.change === 'same' || (command.from === undefined && command.to === undefined) ? [] : [['command', command.from ?? '', command.to ?? '', word(command.change)]];
  return [...told, ...differing(bases).map(({ reference, change }): Cell[] => ['made from', change === 'added' ? '' : reference, change === 'removed' ? '' : reference, word(change)])];
}

/** Modules in which something changed, layers of one row together; then the tensors that changed more than their values. */
function tensorRows({ tensors }: VersionDiff): Cell[][] {
  const groups = new Map<string, TensorModule[]>();
  for (const module of tensors.modules) groups.set(module.series ?? module.module, [...(groups.get(module.series ?? module.module) ?? []), module]);
  const modules = [...groups].flatMap(([name, layers]): Cell[][] => {
    const changed = layers.filter(({ counts, total }) => (counts['same'] ?? 0) < total);
    if (changed.length === 0) return [];
    const counts = new Map<string, number>();
    for (const layer of layers) for (const [change, count] of Object.entries(layer.counts)) counts.set(change, (counts.get(change) ?? 0) + count);
    const told = [...counts].filter(([change]) => change !== 'same').map(([change, count]) => `${count} ${change}`).join(', ');
    const total = layers.reduce((sum, layer) => sum + layer.total, 0);
    return [[name, layers.length === 1 ? '' : `${changed.length} of ${layers.length} layers`, '', word(`${told} of ${total}`)]];
  });
  const shaped = tensors.changes.filter(({ change }) => change !== 'changed').map(({ name, before, from, to, change }): Cell[] => [before === undefined ? name : `${before} → ${name}`, shapeText(from), shapeText(to), word(change)]);
  return [...modules, ...shaped];
}

function shapeText(state: TensorState | undefined): string {
  return state === undefined ? '' : `${state.dtype} ${state.shape.join('×')}`;
}

function sizeText(bytes: number | undefined): string {
  return bytes === undefined ? '' : formatBytes(bytes);
}

/** `v12` of `fraud-detector:v12`; other names as they are. */
function shortRef(ref: string): string {
  return /:(v\d+)$/.exec(ref)?.[1] ?? ref;
}
