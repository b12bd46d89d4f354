import type { RepositoryChange, TensorModule } from '../../src/core/diff/sectionChanges.ts';
import type { Section, VersionDiff } from '../../src/core/diff/versionDiff.ts';
import { formatCount } from '../../src/core/text/quantities.ts';
import type { FromComparePage } from '../../src/rpc/webviewMessages.ts';
import { say } from '../shared/say.ts';
import type { TableSource } from '../shared/tableModel.ts';
import { commitTable, dataFileTable, evaluationRows, fileTable, metricTable, shapeText, shown, sideTable, type SideRow } from './tables.ts';

/** What a section is made of, from the top. A table's type of entry is its own affair. */
export type Block =
  | { readonly kind: 'note'; readonly text: string; readonly warns?: boolean }
  | { readonly kind: 'table'; readonly id: string; readonly source: TableSource<unknown> }
  | { readonly kind: 'strip'; readonly modules: readonly TensorModule[] }
  | { readonly kind: 'button'; readonly label: string; readonly message: FromComparePage };

type Post = (message: FromComparePage) => void;

function table<T>(id: string, source: TableSource<T>): Block {
  return { kind: 'table', id, source: source as unknown as TableSource<unknown> };
}

/** The blocks of a section, without what is not known of it. */
export function sectionBlocks(section: Section, diff: VersionDiff, post: Post): readonly Block[] {
  switch (section) {
    case 'metrics':
      return [table('metrics', metricTable(say('Metrics'), diff, diff.metrics))];
    case 'params':
      return [table('params', sideTable(say('Params'), say('Param'), diff, diff.params.map(({ name, from, to, change, difference }) => ({ name, from: from?.value ?? '', to: to?.value ?? '', change, ...(change === 'retyped' ? { note: `${from?.type} → ${to?.type}` } : difference === undefined ? {} : { note: difference }) }))))];
    case 'code':
      return diff.code.flatMap((repository) => codeBlocks(repository, diff, post));
    case 'data':
      return dataBlocks(diff);
    case 'environment':
      return [table('environment', sideTable(say('Environment'), say('Package or system'), diff, environmentRows(diff)))];
    case 'origin':
      return [table('origin', sideTable(say('Command and base models'), say('What'), diff, originRows(diff)))];
    case 'files':
      return fileBlocks(diff, post);
    case 'facts':
      return [table('facts', sideTable(say('Model'), say('Fact'), diff, diff.facts.map(({ name, from, to, change }) => ({ name, from: from ?? '', to: to ?? '', change }))))];
    case 'tensors':
      return tensorBlocks(diff);
    case 'evaluations':
      return [
        ...diff.evaluations.filter(({ data }) => data !== 'same').map(({ name, data }): Block => ({ kind: 'note', text: data === 'different' ? say('{0}: measured on other data, so nothing is better or worse.', shown(name)) : say('{0}: whether both were measured on the same data is not known.', shown(name)) })),
        table('evaluations', metricTable(say('Evaluations'), diff, evaluationRows(diff.evaluations))),
      ];
    case 'doubts':
      return diff.doubts.map(({ kind, on, from, to }): Block => ({ kind: 'note', warns: kind === 'doubt', text: `${kind === 'doubt' ? say('Doubt') : say('Not captured')} · ${on === 'both' ? say('both') : shown(diff[on].ref)} · ${shown(to ?? from)}` }));
  }
}

interface CodeRow extends SideRow {
  readonly path: string;
  readonly before?: string;
}

function codeBlocks(change: RepositoryChange, diff: VersionDiff, post: Post): readonly Block[] {
  const { repository, from, to, between } = change;
  const commit = (state: RepositoryChange['from']): string => (state === undefined ? say('not captured') : (state.commit?.slice(0, 7) ?? say('no commit')));
  const relation = { after: say('forward'), before: say('back'), apart: say('both have commits of their own'), unrelated: say('without a common commit') };
  const way = between === undefined || between.problem !== undefined ? '' : ` · ${formatCount(between.commitTotal, say('commit'), say('commits'))}${between.relation === undefined ? '' : `, ${relation[between.relation]}`}`;
  const rows = codeRows(change, diff);
  const files: TableSource<CodeRow> = {
    ...sideTable(say('Code files'), say('File'), diff, rows),
    entries: rows,
    columns: [
      { id: 'name', title: say('File'), share: 4, least: 110, text: ({ name }) => shown(name) },
      { id: 'lines', title: say('Lines'), text: (row) => row.to, order: (row) => row.to.length },
      { id: 'change', title: say('Change'), share: 3, text: ({ from: kind, note }) => (note === undefined ? kind : `${kind}${kind === '' ? '' : ', '}${note}`) },
    ],
    open: ({ path, before }) => () => post({ type: 'openFile', of: 'code', repository, path, ...(before === undefined ? {} : { before }) }),
  };
  return [
    { kind: 'note', text: `${repository === '.' ? '' : `${shown(repository)}: `}${commit(from) === commit(to) ? say('{0} on both sides', commit(from)) : `${commit(from)} → ${commit(to)}`}${way}` },
    ...(between === undefined || between.commits.length === 0 ? [] : [table(`commits:${repository}`, commitTable(between.commits))]),
    ...(rows.length === 0 ? [] : [{ kind: 'button' as const, label: say('Open All Changes'), message: { type: 'openAll' as const, of: 'code' as const, repository } }, table(`code:${repository}`, files)]),
  ];
}

function codeRows({ between, uncommitted, uncommittedFiles, submodules }: RepositoryChange, diff: VersionDiff): readonly CodeRow[] {
  const kinds = { added: say('added'), removed: say('removed'), changed: say('changed'), renamed: say('renamed') };
  const rows = new Map<string, CodeRow>();
  for (const { path, before, change, added, removed } of between?.files ?? []) {
    rows.set(path, { name: before === undefined ? path : `${before} → ${path}`, path, ...(before === undefined ? {} : { before }), from: kinds[change], to: added === undefined || removed === undefined ? '' : `+${added} −${removed}`, change });
  }
  for (const { path, on, state } of uncommittedFiles) {
    const kept = state === 'same' ? `, ${say('same')}` : uncommitted === 'unknown' && state === 'unknown' ? `, ${say('not kept')}` : '';
    const note = `${say('not committed')} (${on === 'both' ? `${say('both')}${kept}` : shown(diff[on].ref)})`;
    const known = rows.get(path);
    rows.set(path, known === undefined ? { name: path, path, from: '', to: '', change: state === 'same' ? 'same' : 'changed', note } : { ...known, note });
  }
  for (const path of submodules) rows.set(path, { name: path, path, from: say('submodule'), to: '', change: 'changed' });
  return [...rows.values()];
}

function dataBlocks(diff: VersionDiff): readonly Block[] {
  const text = (state: VersionDiff['data'][number]['from']): string => (state === undefined ? '' : `${state.digest.slice(state.digest.indexOf(':') + 1).slice(0, 8)}${state.files === undefined || state.files === 1 ? '' : ` · ${formatCount(state.files, say('file'), say('files'))}`}`);
  const rows = diff.data.map(({ name, before, from, to, change, note, listing }): SideRow => ({
    name: before === undefined ? name : `${before} → ${name}`,
    from: text(from),
    to: text(to),
    change,
    ...(listing !== undefined ? { note: say('{0} added, {1} removed, {2} changed', listing.added, listing.removed, listing.changed) } : note === undefined ? {} : { note }),
  }));
  const listings = diff.data.flatMap(({ name, listing }) => (listing === undefined || listing.files.length === 0 ? [] : [{ kind: 'note' as const, text: shown(name) }, table(`data:${name}`, dataFileTable(shown(name), diff, listing.files))]));
  return [table('data', sideTable(say('Data'), say('Data'), diff, rows)), ...listings];
}

function environmentRows({ environment: { python, os, cpu, packages } }: VersionDiff): readonly SideRow[] {
  const values = ([['Python', python], [say('System'), os], [say('Processor'), cpu]] as const).filter(([, { from, to }]) => from !== undefined || to !== undefined);
  return [...values.map(([name, { from, to, change }]) => ({ name, from: from ?? '', to: to ?? '', change })), ...packages.map(({ name, from, to, change }) => ({ name, from: from ?? '', to: to ?? '', change }))];
}

function originRows({ origin: { command, bases } }: VersionDiff): readonly SideRow[] {
  const told = command.from === undefined && command.to === undefined ? [] : [{ name: say('Command'), from: command.from ?? '', to: command.to ?? '', change: command.change }];
  return [...told, ...bases.map(({ reference, change }) => ({ name: say('Made from'), from: change === 'added' ? '' : reference, to: change === 'removed' ? '' : reference, change }))];
}

/** Files that an editor can show. */
const TEXT = /\.(?:json|jsonl|txt|md|ya?ml|toml|ini|cfg|csv|tsv|xml|html?|py|jinja2?|sh|vocab|merges|gitattributes)$|(?:^|\/)(?:MLmodel|LICENSE|README)$/i;

function fileBlocks(diff: VersionDiff, post: Post): readonly Block[] {
  const texts = diff.files.filter(({ path, change }) => TEXT.test(path) && change !== 'same');
  const open: FileOpener = ({ path, before }) => (TEXT.test(path) ? () => post({ type: 'openFile', of: 'artifact', repository: '.', path, ...(before === undefined ? {} : { before }) }) : undefined);
  const all: readonly Block[] = texts.length === 0 ? [] : [{ kind: 'button', label: say('Open All Text Changes'), message: { type: 'openAll', of: 'artifact', repository: '.' } }];
  return [...all, table('files', fileTable(diff, open))];
}

type FileOpener = Parameters<typeof fileTable>[1];

function tensorBlocks(diff: VersionDiff): readonly Block[] {
  const { modules, changes } = diff.tensors;
  const { differs } = diff.summary.tensors;
  const rows = changes.map(({ name, before, from, to, change }): SideRow => ({ name: before === undefined ? name : `${before} → ${name}`, from: shapeText(from), to: shapeText(to), change }));
  return [
    ...(modules.length === 0 ? [] : [{ kind: 'strip' as const, modules }]),
    ...(changes.length < differs ? [{ kind: 'note' as const, text: say('The first {0} of {1} are listed.', changes.length, differs) }] : []),
    table('tensors', sideTable(say('Tensors'), say('Tensor'), diff, rows)),
  ];
}
