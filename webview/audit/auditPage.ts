import type { AuditEvent } from '../../src/core/audit/auditEvent.ts';
import { inertText } from '../../src/core/text/inertText.ts';
import { formatTime } from '../../src/core/text/quantities.ts';
import type { AuditPageFilters, AuditRequest, FromAuditPage, ToAuditPage } from '../../src/rpc/auditMessages.ts';
import { button, element } from '../shared/element.ts';
import { say } from '../shared/say.ts';
import type { Column } from '../shared/tableModel.ts';
import { VirtualTable } from '../shared/virtualTable.ts';
import { changeWithin } from './changeWithin.ts';
import { eventDetail } from './eventDetail.ts';
import { EventList } from './eventList.ts';
import { filterFields, type FilterFields } from './filterFields.ts';
import { StageStrip } from './stageStrip.ts';

/** The page's surroundings. */
export interface AuditHost {
  request(): AuditRequest;
  keep(part: Partial<AuditRequest>): void;
  forget(part: 'event' | 'zoom'): void;
  post(message: FromAuditPage): void;
  /** Milliseconds since 1970. */
  now(): number;
}

type Heard = Exclude<ToAuditPage, { readonly type: 'begin' }>;
/** `tries`: the loaded events were looked at, its own page was, and that without other filters. */
interface Sought {
  readonly position: number;
  /** By the person, just now, who is led there. */
  readonly clicked: boolean;
  readonly tries: number;
}

type Of<T extends Heard['type']> = Extract<Heard, { readonly type: T }>;

const shown = (text: string | undefined): string => inertText((text ?? '').slice(0, 20_000));

/** The page *Audit Log*: the stages of a model on top, the events below, and the one that is unfolded. */
export class AuditPage {
  readonly root: HTMLElement;
  readonly #host: AuditHost;
  readonly #banner = element('p', { class: 'banner', role: 'status' });
  readonly #strip = element('div', { class: 'strip-place' });
  readonly #none = element('p', { class: 'note dim', role: 'status' });
  readonly #start = element('p', { class: 'note dim', hidden: true });
  readonly #detail = element('section', { class: 'detail', 'aria-label': say('Event'), hidden: true });
  readonly #verify = button(say('Verify Now'), () => this.#verifyNow());
  readonly #list: EventList;
  readonly #table: VirtualTable<AuditEvent>;
  readonly #fields: FilterFields;
  /** Number of the newest question for stages, and what it was about. */
  #asked = { strip: 0, model: '', version: '' };
  #model: string | undefined;
  /** The event that is to be shown once its page has come. */
  #sought: Sought | undefined;

  constructor(host: AuditHost) {
    this.#host = host;
    const filters = (): AuditPageFilters => host.request().filters;
    this.#list = new EventList((list, after) => host.post({ type: 'list', list, filters: filters(), ...(after === undefined ? {} : { after }) }));
    this.#table = new VirtualTable<AuditEvent>({ label: say('Audit Log'), columns: columns(() => this.#model), sorting: undefined, sort: () => undefined, reach: (_first, last) => this.#list.reach(last), open: (event) => () => this.#unfold(event) });
    this.#fields = filterFields(filters, (kept) => host.keep({ filters: kept }), () => {
      host.forget('event');
      this.#restart();
    });
    const tools = element('div', { class: 'tools' }, ...this.#fields.elements, this.#verify, button(say('Export…'), () => host.post({ type: 'export', ...(this.#model === undefined ? {} : { model: this.#model }) })));
    this.root = element('main', {}, element('h1', {}, say('Audit Log')), this.#banner, this.#strip, tools, this.#start, this.#none, this.#table.root, this.#detail);
    const { event } = host.request();
    if (event !== undefined) this.#sought = { position: event, clicked: false, tries: 0 };
    this.#restart();
  }

  hear(message: Heard): void {
    switch (message.type) {
      case 'verifying':
      case 'verified':
        return this.#tell(message);
      case 'stages':
      case 'noStages':
        return this.#showStages(message);
      case 'model':
        this.#host.forget('event');
        this.#host.keep({ filters: { model: message.model } });
        this.#fields.fill(this.#host.request().filters);
        return this.#restart();
      case 'events':
      case 'failed':
        return this.#take(message);
    }
  }

  /** Lists anew, from the newest event on or from one further back. */
  #restart(from?: number): void {
    this.#start.hidden = from === undefined;
    this.#start.replaceChildren(...(from === undefined ? [] : [say('From #{0} back.', from), ' ', button(say('Show the newest'), () => this.#restart(), { appearance: 'secondary' })]));
    this.#list.restart(from);
    this.#askStages();
  }

  #take(message: Of<'events'> | Of<'failed'>): void {
    const events = message.type === 'events' ? message.events : [];
    if (!this.#list.take(message.list, events, message.type === 'events' ? message.next : undefined)) return;
    this.#none.textContent = message.type === 'failed' ? shown(message.message) : this.#list.count === 0 ? say('No event is like that.') : '';
    this.#table.setRows(this.#list.count, (index) => this.#list.at(index));
    const sought = this.#sought;
    this.#sought = undefined;
    if (sought !== undefined) this.#show(sought);
  }

  /** Brings an event into view and unfolds it: from its page where it is not there yet, and without the filters that hide it. */
  #show({ position, clicked, tries }: Sought): void {
    const index = this.#list.indexOf(position);
    const event = this.#list.at(index);
    if (event !== undefined) {
      this.#table.reveal(index, clicked);
      return this.#unfold(event);
    }
    if (tries > 1 || (tries === 1 && !clicked)) return;
    if (tries === 1) this.#filterByModel();
    this.#sought = { position, clicked, tries: tries + 1 };
    this.#restart(position);
  }

  /** The strip stays as it is: it is of that model. */
  #filterByModel(): void {
    if (this.#model === undefined) return;
    this.#asked = { ...this.#asked, model: this.#model, version: '' };
    this.#host.keep({ filters: { model: this.#model } });
    this.#fields.fill(this.#host.request().filters);
  }

  #unfold(event: AuditEvent): void {
    this.#host.keep({ event: event.position });
    this.#detail.hidden = false;
    this.#detail.replaceChildren(...eventDetail(event));
  }

  /** Asks for stages when another model or version is meant. */
  #askStages(): void {
    const { filters } = this.#host.request();
    const { model = '', version = '' } = filters;
    if (this.#asked.strip > 0 && this.#asked.model === model && this.#asked.version === version) return;
    if (this.#asked.strip > 0) this.#host.forget('zoom');
    this.#asked = { strip: this.#asked.strip + 1, model, version };
    if (model === '' && version === '') return this.#showStages({ type: 'noStages', strip: this.#asked.strip });
    this.#host.post({ type: 'stages', strip: this.#asked.strip, filters });
  }

  #showStages(message: Of<'stages'> | Of<'noStages'>): void {
    if (message.strip !== this.#asked.strip) return;
    this.#model = message.type === 'stages' ? message.model : undefined;
    if (message.type === 'noStages') return this.#strip.replaceChildren(button(say('Show the stages of a model…'), () => this.#host.post({ type: 'chooseModel' })));
    const host = this.#host;
    const strip = new StageStrip(message, { zoom: () => host.request().zoom, setZoom: (zoom) => (zoom === undefined ? host.forget('zoom') : host.keep({ zoom })), open: (position) => this.#show({ position, clicked: true, tries: 0 }) }, host.now());
    this.#strip.replaceChildren(strip.root);
  }

  #verifyNow(): void {
    if (this.#verify.hasAttribute('disabled')) return;
    this.#verify.setAttribute('disabled', '');
    this.#host.post({ type: 'verify' });
  }

  #tell(message: Of<'verifying'> | Of<'verified'>): void {
    const ended = message.type === 'verified';
    if (ended) this.#verify.removeAttribute('disabled');
    this.#banner.className = ended ? `banner ${message.ok ? 'good' : 'bad'}` : 'banner';
    this.#banner.textContent = `${ended ? (message.ok ? '✓ ' : '✗ ') : ''}${shown(message.text)}`;
  }
}

/** What went against the rules stands out. */
const OVERRIDE = 'stage.overridden';

function columns(model: () => string | undefined): readonly Column<AuditEvent>[] {
  return [
    { id: 'position', title: '#', share: 0, least: 50, text: ({ position }) => `#${position}` },
    { id: 'time', title: say('Time (UTC)'), share: 0, least: 112, text: ({ time }) => formatTime(shown(time)).replace(/ UTC$/, ''), tone: () => 'dim' },
    { id: 'who', title: say('Who'), share: 2, least: 50, text: ({ actor }) => shown(actor.member === '' ? actor.author : actor.member) },
    { id: 'about', title: say('Model'), share: 3, extra: true, text: ({ ref, model }) => shown(ref ?? model) },
    { id: 'change', title: say('Change'), share: 10, least: 130, text: ({ change, rejected, type }) => (rejected === null ? `${type === OVERRIDE ? '⚠ ' : ''}${changeWithin(change, model())}` : `${say('without effect')}: ${changeWithin(change, model())}`), tone: ({ rejected, type }) => (rejected === null && type !== OVERRIDE ? 'plain' : 'bad') },
    { id: 'signature', title: say('Signature'), share: 0, least: 72, extra: true, text: ({ signature }) => (signature === 'valid' ? '✓ valid' : `✗ ${signature}`), tone: ({ signature }) => (signature === 'valid' ? 'good' : 'bad') },
  ];
}
