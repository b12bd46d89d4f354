import type { AuditEvent } from '../../src/core/audit/auditEvent.ts';
import { inertText } from '../../src/core/text/inertText.ts';
import { formatTime } from '../../src/core/text/quantities.ts';
import type { AuditPageFilters, FromAuditPage, ToAuditPage } from '../../src/rpc/auditMessages.ts';
import { button, element } from '../shared/element.ts';
import { say } from '../shared/say.ts';
import type { Column } from '../shared/tableModel.ts';
import { VirtualTable } from '../shared/virtualTable.ts';
import { EventList } from './eventList.ts';

/** The page's surroundings. */
export interface AuditHost {
  filters(): AuditPageFilters;
  keep(filters: AuditPageFilters): void;
  post(message: FromAuditPage): void;
}

type Heard = Exclude<ToAuditPage, { readonly type: 'begin' }>;

const shown = (text: string | undefined): string => inertText((text ?? '').slice(0, 20_000));

/** Draws the log; answers its root and what hears messages. */
export function auditPage(host: AuditHost): { readonly root: HTMLElement; hear(message: Heard): void } {
  const banner = element('p', { class: 'banner', role: 'status' });
  const detail = element('section', { class: 'detail', 'aria-label': say('Event'), hidden: true });
  const none = element('p', { class: 'note dim', role: 'status' });
  const list = new EventList((number, after) => host.post({ type: 'list', list: number, filters: host.filters(), ...(after === undefined ? {} : { after }) }));
  const table = new VirtualTable<AuditEvent>({
    label: say('Audit Log'),
    columns: columns(),
    sorting: undefined,
    sort: () => undefined,
    reach: (_first, last) => list.reach(last),
    open: (event) => () => expand(detail, event),
  });
  const redraw = (): void => table.setRows(list.count, (index) => list.at(index));
  const tools = element('div', { class: 'tools' }, ...filterFields(host, () => list.restart()), button(say('Verify Now'), () => host.post({ type: 'verify' })), button(say('Export…'), () => host.post({ type: 'export' })));
  list.restart();
  const hear = (message: Heard): void => {
    if (message.type === 'verifying' || message.type === 'verified') {
      const mark = message.type === 'verifying' ? '' : message.ok ? '✓ ' : '✗ ';
      banner.className = message.type === 'verifying' ? 'banner' : `banner ${message.ok ? 'good' : 'bad'}`;
      banner.textContent = `${mark}${shown(message.text)}`;
      return;
    }
    if (!list.take(message.list, message.type === 'events' ? message.events : [], message.type === 'events' ? message.next : undefined)) return;
    none.textContent = message.type === 'failed' ? shown(message.message) : list.count === 0 ? say('No event is like that.') : '';
    redraw();
  };
  return { root: element('main', {}, element('h1', {}, say('Audit Log')), banner, tools, none, table.root, detail), hear };
}

function columns(): readonly Column<AuditEvent>[] {
  return [
    { id: 'position', title: '#', text: ({ position }) => `#${position}` },
    { id: 'time', title: say('Time'), share: 2, text: ({ time }) => formatTime(shown(time)), tone: () => 'dim' },
    { id: 'who', title: say('Who'), share: 2, text: ({ actor }) => shown(actor.member === '' ? actor.author : actor.member) },
    { id: 'about', title: say('Model'), share: 3, text: ({ ref, model }) => shown(ref ?? model) },
    { id: 'change', title: say('Change'), share: 7, text: ({ change, rejected }) => (rejected === null ? shown(change) : `${say('without effect')}: ${shown(change)}`), tone: ({ rejected }) => (rejected === null ? 'plain' : 'bad') },
    { id: 'signature', title: say('Signature'), text: ({ signature }) => (signature === 'valid' ? '✓ valid' : `✗ ${signature}`), tone: ({ signature }) => (signature === 'valid' ? 'good' : 'bad') },
  ];
}

function filterFields(host: AuditHost, changed: () => void): readonly HTMLElement[] {
  const names: readonly (readonly [keyof AuditPageFilters, string])[] = [['text', say('Search (/)')], ['model', say('Model')], ['version', say('Version')], ['type', say('Kind')], ['actor', say('Who')], ['from', say('From (date)')], ['to', say('To (date)')]];
  let pause: ReturnType<typeof setTimeout> | undefined;
  return names.map(([name, label]) => {
    const field = element('vscode-text-field', { id: `filter-${name}`, placeholder: label, 'aria-label': label, value: host.filters()[name] }) as HTMLInputElement;
    field.addEventListener('input', () => {
      const { [name]: _former, ...others } = host.filters();
      host.keep(field.value.trim() === '' ? others : { ...others, [name]: field.value.trim() });
      clearTimeout(pause);
      pause = setTimeout(changed, 250);
    });
    return field;
  });
}

/** The exact change and the line of the ledger, below the grid. */
function expand(detail: HTMLElement, event: AuditEvent): void {
  const rows = event.details.map(({ fact, name, before, after }) => element('li', {}, `${shown(fact)} ${shown(name)}: ${shown(before ?? '—')} → ${shown(after ?? '—')}`));
  const states = event.before === undefined && event.after === undefined ? undefined : element('p', {}, `${shown(event.before ?? '—')} → ${shown(event.after ?? '—')}`);
  detail.hidden = false;
  detail.replaceChildren(
    element('h2', {}, `#${event.position} ${shown(event.type)}`),
    element('p', {}, shown(event.change)),
    ...[event.message, event.rejected ?? ''].filter((text) => text !== '').map((text) => element('p', {}, shown(text))),
    ...(states === undefined ? [] : [states]),
    element('ul', {}, ...rows, event.more > 0 ? element('li', {}, say('{0} more changes', event.more)) : undefined),
    element('h3', {}, say('Raw line')),
    element('pre', { class: 'raw code', tabindex: 0, 'aria-label': say('Raw line') }, shown(event.raw)),
  );
}
