import { SECTIONS, type ComparedSide, type Section, type VersionDiff } from '../../src/core/diff/versionDiff.ts';
import { formatBytes, formatCount, formatTime } from '../../src/core/text/quantities.ts';
import type { CompareRequest, FromComparePage } from '../../src/rpc/webviewMessages.ts';
import { button, element } from '../shared/element.ts';
import { say } from '../shared/say.ts';
import { arrange, type Sorting, type TableSource } from '../shared/tableModel.ts';
import { VirtualTable } from '../shared/virtualTable.ts';
import { headlineSentences } from './headline.ts';
import { layerStrip } from './layerStrip.ts';
import { type Block, sectionBlocks } from './sectionBlocks.ts';
import { shown } from './tables.ts';

/** What the page keeps over a reload. */
export interface PageState {
  readonly request?: CompareRequest;
  readonly filter: string;
  readonly showSame: boolean;
  /** Sections that the person opened or closed, by name. */
  readonly open: { readonly [section: string]: boolean };
  readonly sorting: { readonly [table: string]: Sorting };
  readonly scroll: number;
}

export const FRESH: PageState = { filter: '', showSame: false, open: {}, sorting: {}, scroll: 0 };

/** The page's surroundings. */
export interface PageHost {
  state(): PageState;
  change(part: Partial<PageState>): void;
  post(message: FromComparePage): void;
}

/** Draws a comparison: headline first, then sections that fold. */
export function comparePage(diff: VersionDiff, host: PageHost): HTMLElement {
  const redraws: (() => void)[] = [];
  const filter = element('vscode-text-field', { placeholder: say('Filter by name'), 'aria-label': say('Filter by name'), value: host.state().filter }) as HTMLInputElement;
  const filterBy = (text: string): void => {
    host.change({ filter: text });
    if (filter.value !== text) filter.value = text;
    for (const redraw of redraws) redraw();
  };
  filter.addEventListener('input', () => filterBy(filter.value));
  const showSame = element('vscode-checkbox', { checked: host.state().showSame }, say('Show what is the same')) as HTMLInputElement;
  showSame.addEventListener('change', () => {
    host.change({ showSame: showSame.checked });
    for (const redraw of redraws) redraw();
  });
  const tools = element(
    'div',
    { class: 'tools' },
    filter,
    showSame,
    diff.to.id === undefined ? button(say('Refresh'), () => host.post({ type: 'refresh' })) : button(say('Swap Sides'), () => host.post({ type: 'swap' })),
    button(say('Copy as Markdown'), () => host.post({ type: 'copyMarkdown' })),
  );
  const sections = SECTIONS.filter((section) => diff.summary[section].state !== 'none').map((section) => foldingSection(section, diff, { host, redraws, filterBy }));
  return element('main', {}, head(diff), tools, ...sections);
}

function head({ from, to, headline }: VersionDiff): HTMLElement {
  return element(
    'header',
    {},
    element('h1', {}, shown(from.ref), ' ', element('span', { 'aria-label': say('compared with') }, '→'), ' ', shown(to.ref)),
    element('div', { class: 'sides' }, side(from), side(to)),
    ...headlineSentences(headline),
  );
}

function side({ ref, id, number, labels, message, author, createdAt, branch, files, size }: ComparedSide): HTMLElement {
  const facts = [author, branch, formatTime(createdAt), `${formatCount(files, say('file'), say('files'))}, ${formatBytes(size)}`].filter((fact) => fact !== '').map((fact) => shown(fact));
  return element(
    'div',
    { class: 'side' },
    element('div', { class: 'names' }, element('strong', {}, number === undefined ? shown(ref) : `v${number}`), ...labels.slice(0, 12).map((label) => element('span', { class: 'label' }, shown(label)))),
    message === '' ? undefined : element('div', {}, shown(message.split('\n')[0])),
    element('div', { class: 'dim' }, facts.join(' · ')),
    id === undefined ? undefined : element('div', { class: 'dim code' }, id.slice(0, 12)),
  );
}

/** What a section is called. */
function titleOf(section: Section): string {
  switch (section) {
    case 'metrics': return say('Metrics');
    case 'params': return say('Params');
    case 'code': return say('Code');
    case 'data': return say('Data');
    case 'environment': return say('Environment');
    case 'origin': return say('Command and base models');
    case 'files': return say('Files');
    case 'facts': return say('Model');
    case 'tensors': return say('Tensors');
    case 'evaluations': return say('Evaluations');
    case 'doubts': return say('Doubts and gaps');
  }
}

function countText(section: Section, { summary, code }: VersionDiff): string {
  const { state, total, differs } = summary[section];
  if (section === 'doubts') return String(total);
  if (state === 'same') return say('same');
  if (state === 'unknown') return say('not fully known');
  if (section === 'code') return formatCount(code.reduce((sum, { between, uncommittedFiles }) => sum + (between?.fileTotal ?? 0) + uncommittedFiles.filter(({ path }) => between?.files.some((file) => file.path === path) !== true).length, 0), say('file'), say('files'));
  return say('{0} of {1} differ', differs, total);
}

interface SectionHost {
  readonly host: PageHost;
  readonly redraws: (() => void)[];
  filterBy(text: string): void;
}

/** A section; its content is made when it is opened for the first time. */
function foldingSection(section: Section, diff: VersionDiff, around: SectionHost): HTMLElement {
  const { state, unknown, total } = diff.summary[section];
  const usual = state === 'changed' || state === 'unknown' || (section === 'metrics' && total > 0) || section === 'doubts';
  const open = around.host.state().open[section] ?? usual;
  const body = element('div', { class: 'section-body' });
  const details = element('details', { id: `section-${section}`, open }, element('summary', {}, element('h2', {}, titleOf(section)), element('span', { class: `count ${state}` }, countText(section, diff))), body);
  let filled = false;
  const fill = (): void => {
    if (filled) return;
    filled = true;
    const gaps = section === 'doubts' ? [] : unknown.slice(0, 50).map(({ side: on, message }): Block => ({ kind: 'note', warns: true, text: say('Not known of {0}: {1}', shown(diff[on].ref), shown(message)) }));
    body.replaceChildren(...[...gaps, ...sectionBlocks(section, diff, around.host.post)].map((block) => draw(block, around)));
  };
  if (open) fill();
  details.addEventListener('toggle', () => {
    if (details.open) fill();
    if (details.open !== (around.host.state().open[section] ?? usual)) around.host.change({ open: { ...around.host.state().open, [section]: details.open } });
  });
  return details;
}

function draw(block: Block, around: SectionHost): HTMLElement {
  switch (block.kind) {
    case 'note':
      return element('p', { class: block.warns === true ? 'note warns' : 'note' }, block.warns === true ? element('span', { 'aria-hidden': 'true' }, '⚠ ') : undefined, block.text);
    case 'button':
      return button(block.label, () => around.host.post(block.message));
    case 'strip':
      return layerStrip(block.modules, (module) => around.filterBy(module));
    case 'table':
      return drawTable(block.id, block.source, around);
  }
}

function drawTable(id: string, source: TableSource<unknown>, { host, redraws }: SectionHost): HTMLElement {
  const place = element('div', { class: 'table-place' });
  const none = element('p', { class: 'note dim' });
  const make = (): VirtualTable<unknown> =>
    new VirtualTable<unknown>({
      label: source.label,
      columns: source.columns,
      sorting: host.state().sorting[id],
      ...(source.open === undefined ? {} : { open: source.open }),
      sort: (column) => {
        const before = host.state().sorting[id];
        const sorting: Sorting = { column, descending: before?.column === column && !before.descending };
        host.change({ sorting: { ...host.state().sorting, [id]: sorting } });
        redraw(true);
        place.querySelector<HTMLElement>(`button[data-column="${column}"]`)?.focus();
      },
    });
  let drawn = make();
  const redraw = (anew = false): void => {
    const { filter, showSame, sorting } = host.state();
    if (anew) drawn = make();
    const rows = arrange(source, { filter, showSame, sorting: sorting[id] });
    drawn.setRows(rows.length, (index) => rows[index]);
    none.textContent = source.entries.length === 0 ? '' : filter === '' ? say('Nothing differs.') : say('Nothing here has that name.');
    place.replaceChildren(rows.length === 0 ? none : drawn.root);
  };
  redraws.push(redraw);
  redraw();
  return place;
}
